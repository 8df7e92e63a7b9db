using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Clients;

/// <summary>What a person enters about a client; forms bind to it as it is.</summary>
public sealed record ClientFields
{
    public long LegalEntityId { get; set; }

    public ClientKind Kind { get; set; }

    public string Name { get; set; } = "";

    public RegistrationNumbers Numbers { get; set; } = RegistrationNumbers.None;

    public string Language { get; set; } = "fr-CA";

    public string Currency { get; set; } = "CAD";

    public long? PaymentTermsId { get; set; }

    public long? FiscalPositionId { get; set; }

    public long? DefaultGlAccountId { get; set; }

    public Address BillingAddress { get; set; } = Address.Empty;

    public bool PurchaseOrderRequired { get; set; }

    public string Phone { get; set; } = "";

    public string Email { get; set; } = "";

    public string Notes { get; set; } = "";

    /// <summary>With everything in its stored form; what is wrong is among the checks' refusals.</summary>
    internal ClientFields Checked(FieldChecks checks)
    {
        checks.RefuseIf(!Enum.IsDefined(Kind), nameof(Kind), Refusal.Invalid("Common.Required"));
        return this with
        {
            Name = checks.Required(nameof(Name), Name),
            Numbers = checks.Numbers(Numbers),
            Language = checks.Language(nameof(Language), Language),
            Currency = checks.Currency(nameof(Currency), Currency),
            BillingAddress = checks.Address(nameof(BillingAddress), BillingAddress),
            Phone = checks.Phone(nameof(Phone), Phone),
            Email = checks.Email(nameof(Email), Email),
            Notes = checks.Optional(nameof(Notes), Notes, Lengths.LongText),
        };
    }

    /// <summary>The legal entity, terms, position and account must exist and belong together.</summary>
    internal async Task CheckReferencesAsync(PortalDbContext db, FieldChecks checks, CancellationToken ct, long? presentEntityId = null)
    {
        checks.RefuseIf(!await db.LegalEntities.AnyAsync(e => e.Id == LegalEntityId && (e.IsActive || e.Id == presentEntityId), ct), nameof(LegalEntityId), Refusal.Invalid("Clients.UnknownEntity"));
        checks.RefuseIf(PaymentTermsId is { } terms && !await db.PaymentTerms.AnyAsync(t => t.Id == terms, ct),
            nameof(PaymentTermsId), Refusal.Invalid("Clients.UnknownTerms"));
        checks.RefuseIf(FiscalPositionId is { } position && !await db.FiscalPositions.AnyAsync(p => p.Id == position && p.LegalEntityId == LegalEntityId, ct),
            nameof(FiscalPositionId), Refusal.Invalid("Clients.PositionOfOtherEntity"));
        checks.RefuseIf(DefaultGlAccountId is { } account && !await db.GlAccounts.AnyAsync(a => a.Id == account && a.LegalEntityId == LegalEntityId, ct),
            nameof(DefaultGlAccountId), Refusal.Invalid("Clients.AccountOfOtherEntity"));
    }

    internal void ApplyTo(Client client)
    {
        client.LegalEntityId = LegalEntityId;
        client.Kind = Kind;
        client.Name = Name;
        client.Numbers = Numbers;
        client.Language = Language;
        client.Currency = Currency;
        client.PaymentTermsId = PaymentTermsId;
        client.FiscalPositionId = FiscalPositionId;
        client.DefaultGlAccountId = DefaultGlAccountId;
        client.BillingAddress = BillingAddress;
        client.PurchaseOrderRequired = PurchaseOrderRequired;
        client.Phone = Phone;
        client.Email = Email;
        client.Notes = Notes;
    }

    internal static ClientFields Of(Client client) => new()
    {
        LegalEntityId = client.LegalEntityId,
        Kind = client.Kind,
        Name = client.Name,
        Numbers = client.Numbers,
        Language = client.Language,
        Currency = client.Currency,
        PaymentTermsId = client.PaymentTermsId,
        FiscalPositionId = client.FiscalPositionId,
        DefaultGlAccountId = client.DefaultGlAccountId,
        BillingAddress = client.BillingAddress,
        PurchaseOrderRequired = client.PurchaseOrderRequired,
        Phone = client.Phone,
        Email = client.Email,
        Notes = client.Notes,
    };
}

/// <summary>What a person enters about a contact.</summary>
public sealed record ContactFields
{
    public string Name { get; set; } = "";

    public string Title { get; set; } = "";

    public string Email { get; set; } = "";

    public string Phone { get; set; } = "";

    /// <summary>Receives invoices in copy.</summary>
    public bool InvoicesByEmail { get; set; }

    public bool IsActive { get; set; } = true;

    internal ContactFields Checked(FieldChecks checks)
    {
        var read = this with
        {
            Name = checks.Required(nameof(Name), Name),
            Title = checks.Optional(nameof(Title), Title),
            Email = checks.Email(nameof(Email), Email),
            Phone = checks.Phone(nameof(Phone), Phone),
        };
        checks.RefuseIf(read is { InvoicesByEmail: true, Email: "" }, nameof(Email), Refusal.Invalid("Clients.CopyNeedsEmail"));
        return read;
    }

    /// <summary>Refuses an address that an earlier one of them has: a client has no two contacts of one address.</summary>
    internal static void RefuseSameAddress(params IEnumerable<(ContactFields Fields, FieldChecks Checks)> contacts)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (fields, checks) in contacts.Where(c => c.Fields.Email.Length > 0))
        {
            checks.RefuseIf(!seen.Add(fields.Email), nameof(Email), Refusal.Invalid("Clients.ContactThere", fields.Email));
        }
    }

    internal Contact ToContact(long clientId) =>
        new() { ClientId = clientId, Name = Name, Title = Title, Email = Email, Phone = Phone, InvoicesByEmail = InvoicesByEmail };

    internal void ApplyTo(Contact contact)
    {
        contact.Name = Name;
        contact.Title = Title;
        contact.Email = Email;
        contact.Phone = Phone;
        contact.InvoicesByEmail = InvoicesByEmail;
        contact.IsActive = IsActive;
    }

    /// <summary>Names the address, when the database refused it because another contact of the client has it.</summary>
    internal Result Named(Result saved) =>
        saved.Refusal?.Code == "Common.AlreadyThere" ? Refusal.Invalid("Clients.ContactThere", Email).On(nameof(Email)) : saved;

    internal static ContactFields Of(Contact contact) => new()
    {
        Name = contact.Name,
        Title = contact.Title,
        Email = contact.Email,
        Phone = contact.Phone,
        InvoicesByEmail = contact.InvoicesByEmail,
        IsActive = contact.IsActive,
    };
}

/// <summary>What a person enters about a site.</summary>
public sealed record SiteFields
{
    public string Name { get; set; } = "";

    /// <summary>What the client calls it by in its own lists.</summary>
    public string Code { get; set; } = "";

    public Address Address { get; set; } = Address.Empty;

    public string AccessNotes { get; set; } = "";

    public bool IsActive { get; set; } = true;

    internal SiteFields Checked(FieldChecks checks) => this with
    {
        Name = checks.Required(nameof(Name), Name),
        Code = checks.Optional(nameof(Code), Code, Lengths.Code),
        Address = checks.Address(nameof(Address), Address),
        AccessNotes = checks.Optional(nameof(AccessNotes), AccessNotes, Lengths.Text),
    };

    internal Site ToSite(long clientId) => new() { ClientId = clientId, Name = Name, Code = Code, Address = Address, AccessNotes = AccessNotes };

    internal void ApplyTo(Site site)
    {
        site.Name = Name;
        site.Code = Code;
        site.Address = Address;
        site.AccessNotes = AccessNotes;
        site.IsActive = IsActive;
    }

    internal static SiteFields Of(Site site) => new() { Name = site.Name, Code = site.Code, Address = site.Address, AccessNotes = site.AccessNotes, IsActive = site.IsActive };
}
