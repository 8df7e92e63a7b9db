using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies;

/// <summary>
/// Checks the fields of a form one after the other and collects everything that is wrong, each refusal with the name of its field
/// ("BillingAddress.PostalCode"), so that a person mends it all at once. What can be read comes back in its stored form.
/// </summary>
public sealed class FieldChecks
{
    private readonly List<Refusal> found;
    private readonly string prefix;

    public FieldChecks(string prefix = "")
        : this([], prefix)
    {
    }

    private FieldChecks(List<Refusal> found, string prefix)
    {
        this.found = found;
        this.prefix = prefix.Length == 0 ? "" : prefix + ".";
    }

    public IReadOnlyList<Refusal> Found => found;

    public bool AllGood => found.Count == 0;

    /// <summary>The same collection, for the fields of a part ("Contacts[1]").</summary>
    public FieldChecks Of(string part) => new(found, prefix + part);

    public void Refuse(string field, Refusal refusal) => found.Add(refusal.On(prefix + field));

    public void RefuseIf(bool wrong, string field, Refusal refusal)
    {
        if (wrong)
        {
            Refuse(field, refusal);
        }
    }

    public string Required(string field, string? typed, int longest = Lengths.Name)
    {
        var text = Optional(field, typed, longest);
        RefuseIf(text.Length == 0, field, Refusal.Invalid("Common.Required"));
        return text;
    }

    public string Optional(string field, string? typed, int longest = Lengths.Name)
    {
        var text = Folding.Clean(typed ?? "").Trim();
        RefuseIf(text.Length > longest, field, Refusal.Invalid("Common.TooLong", field, longest));
        return text;
    }

    /// <summary>A text in both languages: one of them is enough.</summary>
    public LocalText Required(string field, LocalText? typed, int longest = Lengths.Name)
    {
        var text = Optional(field, typed, longest);
        RefuseIf(text.IsEmpty, field, Refusal.Invalid("Common.Required"));
        return text;
    }

    public LocalText Optional(string field, LocalText? typed, int longest = Lengths.Name) =>
        new(Optional(field, typed?.French, longest), Optional(field, typed?.English, longest));

    public string Read(string field, string? typed, Func<string?, Result<string>> read)
    {
        var result = read(typed);
        if (result.TryGet(out var text))
        {
            return text;
        }

        found.AddRange(result.Refusals.Select(r => r.On(prefix + field)));
        return typed ?? "";
    }

    public string Email(string field, string? typed) => Read(field, typed, ContactDetails.Email);

    public string Phone(string field, string? typed) => Read(field, typed, ContactDetails.Phone);

    public string Language(string field, string? typed) => OneOf(field, typed, DocumentLanguages.All, "Companies.UnknownLanguage");

    public string Currency(string field, string? typed) => OneOf(field, typed?.ToUpperInvariant(), Currencies.All, "Companies.UnknownCurrency");

    public Address Address(string field, Address? typed)
    {
        var part = Of(field);
        var address = typed ?? Common.Address.Empty;
        var country = part.Optional("Country", address.Country).ToUpperInvariant();
        part.RefuseIf(country.Length > 0 && !Countries.All.Contains(country), "Country", Refusal.Invalid("Companies.UnknownCountry", country));
        return new Address(
            part.Optional("Line1", address.Line1),
            part.Optional("Line2", address.Line2),
            part.Optional("City", address.City),
            part.Optional("Region", address.Region),
            part.Read("PostalCode", address.PostalCode, code => ContactDetails.PostalCode(code, country)),
            country);
    }

    /// <summary>A SIREN left empty is taken from the SIRET.</summary>
    public RegistrationNumbers Numbers(RegistrationNumbers? typed)
    {
        var numbers = typed ?? RegistrationNumbers.None;
        var before = found.Count;
        var read = new RegistrationNumbers(
            Read(nameof(numbers.Siren), numbers.Siren, RegistrationChecks.Siren),
            Read(nameof(numbers.Siret), numbers.Siret, RegistrationChecks.Siret),
            Read(nameof(numbers.VatId), numbers.VatId, RegistrationChecks.VatId),
            Read(nameof(numbers.Neq), numbers.Neq, RegistrationChecks.Neq),
            Read(nameof(numbers.Gst), numbers.Gst, RegistrationChecks.Gst),
            Read(nameof(numbers.Qst), numbers.Qst, RegistrationChecks.Qst));
        if (found.Count > before)
        {
            return read;
        }

        read = read is { Siren: "", Siret.Length: > 0 } ? read with { Siren = read.Siret[..9] } : read;
        RefuseIf(read.Siret.Length > 0 && !read.Siret.StartsWith(read.Siren, StringComparison.Ordinal), nameof(numbers.Siret),
            Refusal.Invalid("Companies.SiretOfOtherSiren", read.Siret, read.Siren));
        RefuseIf(read.Siren.Length > 0 && read.VatId.StartsWith("FR", StringComparison.Ordinal) && read.VatId[4..] != read.Siren, nameof(numbers.VatId),
            Refusal.Invalid("Companies.VatOfOtherSiren", read.VatId, read.Siren));
        return read;
    }

    private string OneOf(string field, string? typed, IReadOnlyList<string> known, string code)
    {
        var text = (typed ?? "").Trim();
        RefuseIf(!known.Contains(text, StringComparer.Ordinal), field, Refusal.Invalid(code, text));
        return text;
    }
}
