using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Clients.Import;

/// <summary>What rows of an import may refer to, and what they have where a cell is empty.</summary>
internal sealed record ImportDefaults(
    LegalEntity Entity, IReadOnlyDictionary<string, long> Terms, IReadOnlyDictionary<string, long> Positions, IReadOnlyDictionary<string, long> Accounts);

/// <summary>A row as a client to be made.</summary>
internal sealed record ReadClient(ClientRow Row, ClientFields Fields, ContactFields Manager, IReadOnlyList<ContactFields> Copies, IReadOnlyList<string> Labels)
{
    public IEnumerable<string> Emails => Copies.Prepend(Manager).Select(c => c.Email).Append(Fields.Email).Where(e => e.Length > 0);
}

/// <summary>Makes a client of a row, with every reason why a cell can't be accepted.</summary>
internal sealed class ClientRowReader(ImportDefaults defaults)
{
    private static readonly string[] Yes = ["1", "x", "oui", "o", "yes", "y", "true", "vrai"];
    private static readonly string[] No = ["", "0", "non", "n", "no", "false", "faux"];
    private static readonly string[] People = ["person", "personne", "particulier", "individual"];
    private static readonly string[] Firms = ["", "company", "entreprise", "societe", "organisation"];

    public (ReadClient Client, IReadOnlyList<Refusal> Refusals) Read(ClientRow row)
    {
        var checks = new FieldChecks();
        var fields = new ClientFields
        {
            LegalEntityId = defaults.Entity.Id,
            Kind = OneOf(row, ClientColumn.Kind, checks, People, Firms) ? ClientKind.Person : ClientKind.Company,
            Name = row[ClientColumn.Name],
            Numbers = new RegistrationNumbers(
                row[ClientColumn.Siren], row[ClientColumn.Siret], row[ClientColumn.VatId], row[ClientColumn.Neq], row[ClientColumn.Gst], row[ClientColumn.Qst]),
            Language = LanguageOf(row[ClientColumn.Language]),
            Currency = row[ClientColumn.Currency] is { Length: > 0 } currency ? currency : defaults.Entity.Currency,
            PaymentTermsId = Known(row, ClientColumn.PaymentTerms, defaults.Terms, checks) ?? defaults.Entity.DefaultPaymentTermsId,
            FiscalPositionId = Known(row, ClientColumn.FiscalPosition, defaults.Positions, checks),
            DefaultGlAccountId = Known(row, ClientColumn.GlAccount, defaults.Accounts, checks),
            PurchaseOrderRequired = OneOf(row, ClientColumn.PurchaseOrderRequired, checks, Yes, No),
            Phone = row[ClientColumn.Phone],
            Email = row[ClientColumn.Email],
            Notes = row[ClientColumn.Notes],
            BillingAddress = new Address(
                row[ClientColumn.Line1], row[ClientColumn.Line2], row[ClientColumn.City], row[ClientColumn.Region], row[ClientColumn.PostalCode],
                row[ClientColumn.Country] is { Length: > 0 } country ? country : defaults.Entity.Address.Country),
        }.Checked(checks);

        var manager = new ContactFields
        {
            Name = row[ClientColumn.ManagerName] is { Length: > 0 } name ? name : fields.Name,
            Title = row[ClientColumn.ManagerTitle],
            Email = row[ClientColumn.ManagerEmail] is { Length: > 0 } email ? email : fields.Email,
            Phone = row[ClientColumn.ManagerPhone],
        }.Checked(checks.Of("Manager"));
        (ContactFields Fields, FieldChecks Checks)[] copies =
        [
            .. Copy(row[ClientColumn.Copy1Name], row[ClientColumn.Copy1Email], checks.Of("Copy1")),
            .. Copy(row[ClientColumn.Copy2Name], row[ClientColumn.Copy2Email], checks.Of("Copy2")),
        ];
        ContactFields.RefuseSameAddress([(manager, checks.Of("Manager")), .. copies]);
        return (new ReadClient(row, fields, manager, [.. copies.Select(c => c.Fields)], LabelsOf(row, checks)), [.. checks.Found.Select(ToColumn).Where(SaidOnce(row))]);
    }

    /// <summary>What the billing manager takes over from the client is said of the client only.</summary>
    private static Func<Refusal, bool> SaidOnce(ClientRow row) => r => r.Field switch
    {
        nameof(ClientColumn.ManagerName) => row[ClientColumn.ManagerName].Length > 0,
        nameof(ClientColumn.ManagerEmail) => row[ClientColumn.ManagerEmail].Length > 0,
        _ => true,
    };

    /// <summary>"BillingAddress.PostalCode" is column PostalCode, "Copy1.Email" is column Copy1Email.</summary>
    private static Refusal ToColumn(Refusal refusal) =>
        refusal.On((refusal.Field ?? "").Replace("BillingAddress.", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal));

    private static IEnumerable<(ContactFields Fields, FieldChecks Checks)> Copy(string name, string email, FieldChecks checks) =>
        name.Length == 0 && email.Length == 0
            ? []
            : [(new ContactFields { Name = name.Length > 0 ? name : email, Email = email, InvoicesByEmail = true }.Checked(checks), checks)];

    /// <summary>Between commas; the same word twice counts once.</summary>
    private static List<string> LabelsOf(ClientRow row, FieldChecks checks)
    {
        var labels = row[ClientColumn.Labels].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).DistinctBy(Label.KeyOf).ToList();
        checks.RefuseIf(labels.Exists(l => l.Length > Label.Longest), nameof(ClientColumn.Labels), Refusal.Invalid("Common.TooLong", nameof(ClientColumn.Labels), Label.Longest));
        return labels;
    }

    private static bool OneOf(ClientRow row, ClientColumn column, FieldChecks checks, string[] yes, string[] no)
    {
        var typed = Folding.Fold(row[column]);
        checks.RefuseIf(!yes.Contains(typed) && !no.Contains(typed), column.ToString(), Refusal.Invalid("Clients.ImportChoice", Short(row[column]), yes[0], no[1]));
        return yes.Contains(typed);
    }

    private static long? Known(ClientRow row, ClientColumn column, IReadOnlyDictionary<string, long> known, FieldChecks checks)
    {
        var typed = row[column];
        if (typed.Length == 0)
        {
            return null;
        }

        if (known.TryGetValue(typed, out var id))
        {
            return id;
        }

        checks.Refuse(column.ToString(), Refusal.Invalid("Clients.ImportUnknownCode", Short(typed), string.Join(", ", known.Keys.Order(StringComparer.Ordinal).Take(8))));
        return null;
    }

    private string LanguageOf(string typed) => Folding.Fold(typed) switch
    {
        "" => defaults.Entity.Language,
        "en" or "en-ca" or "english" or "anglais" => "en-CA",
        "fr" or "francais" or "french" => defaults.Entity.Language.StartsWith("fr", StringComparison.Ordinal) ? defaults.Entity.Language : "fr-CA",
        "fr-ca" => "fr-CA",
        "fr-fr" => "fr-FR",
        _ => typed,
    };

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
