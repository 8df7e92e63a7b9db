using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Clients;

public enum ClientKind
{
    Company,
    Person,
}

/// <summary>Who buys: a company or a person, with sites, contacts and how it is invoiced.</summary>
public sealed partial class Client : Entity, IVersioned, IAudited
{
    public Client(long legalEntityId, string name, Contact billingManager)
    {
        LegalEntityId = legalEntityId;
        Name = name;
        Contacts.Add(billingManager);
        BillingManagerId = billingManager.Id;
    }

    private Client()
    {
    }

    /// <summary>The company of ours that usually serves this client.</summary>
    public long LegalEntityId { get; set; }

    public ClientKind Kind { get; set; }

    public string Name { get; set; } = "";

    public RegistrationNumbers Numbers { get; set; } = RegistrationNumbers.None;

    /// <summary>Language of documents and mails: "fr-CA", "fr-FR" or "en-CA".</summary>
    public string Language { get; set; } = "fr-CA";

    /// <summary>ISO 4217 code.</summary>
    public string Currency { get; set; } = "CAD";

    public long? PaymentTermsId { get; set; }

    public long? FiscalPositionId { get; set; }

    public long? DefaultGlAccountId { get; set; }

    public Address BillingAddress { get; set; } = Address.Empty;

    /// <summary>No invoice is issued without the client's purchase order number.</summary>
    public bool PurchaseOrderRequired { get; set; }

    public string Phone { get; set; } = "";

    public string Email { get; set; } = "";

    public string Notes { get; set; } = "";

    public bool IsActive { get; set; } = true;

    /// <summary>The one contact that invoices are addressed to; always one of <see cref="Contacts"/>.</summary>
    public long BillingManagerId { get; private set; }

    public List<Contact> Contacts { get; } = [];

    public List<Site> Sites { get; } = [];

    public List<ClientLabel> Labels { get; } = [];

    /// <summary>The name without case and accents: lists sort by it, duplicates are found by it.</summary>
    [NotAudited]
    public string FoldedName { get; private set; } = "";

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>The fiscal position of what a company of ours sells to it: others than its usual one know nothing of its.</summary>
    public long? FiscalPositionWith(long legalEntityId) => legalEntityId == LegalEntityId ? FiscalPositionId : null;

    /// <inheritdoc cref="FiscalPositionWith" />
    public long? GlAccountWith(long legalEntityId) => legalEntityId == LegalEntityId ? DefaultGlAccountId : null;

    /// <summary>What a company of ours sells to it in: others than its usual one in the currency of their books.</summary>
    public string CurrencyWith(LegalEntity seller) => seller.Id == LegalEntityId ? Currency : seller.Currency;

    public void AppointBillingManager(Contact contact)
    {
        if (!Contacts.Contains(contact))
        {
            throw new ArgumentException("The billing manager is a contact of the client.", nameof(contact));
        }

        BillingManagerId = contact.Id;
    }

    /// <summary>To be called after what search should find was changed.</summary>
    public Client IndexForSearch()
    {
        FoldedName = FoldName(Name);
        SearchKey = Folding.Cut(
            Folding.Fold([Name, Email, Phone, Numbers.Siren, Numbers.Siret, Numbers.Neq, BillingAddress.City,
                .. Contacts.SelectMany(c => new[] { c.Name, c.Email })]),
            Lengths.Text);
        return this;
    }

    public static string FoldName(string name) => Folding.Cut(Folding.Fold(name), Lengths.Name);
}

/// <summary>A person at a client.</summary>
public sealed class Contact : Entity, IVersioned, IAudited, IBelongsToClient
{
    public long ClientId { get; init; }

    public required string Name { get; set; }

    /// <summary>Function in the company ("comptabilité").</summary>
    public string Title { get; set; } = "";

    public string Email
    {
        get;
        set
        {
            field = value;
            EmailKey = value.ToLowerInvariant();
        }
    } = "";

    /// <summary>The address as the database compares it: a client has no two contacts of one.</summary>
    [NotAudited]
    public string EmailKey { get; private set; } = "";

    public string Phone { get; set; } = "";

    /// <summary>Receives invoices in copy.</summary>
    public bool InvoicesByEmail { get; set; }

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }
}

/// <summary>A place where work is done for a client.</summary>
public sealed class Site : Entity, IVersioned, IAudited, IBelongsToClient
{
    public long ClientId { get; init; }

    public required string Name
    {
        get;
        set
        {
            field = value;
            IndexForSearch();
        }
    }

    /// <summary>What the client calls it by in its own lists, as the number of a store; empty where it has none.</summary>
    public string Code
    {
        get;
        set
        {
            field = value;
            IndexForSearch();
        }
    } = "";

    public Address Address
    {
        get;
        set
        {
            field = value;
            IndexForSearch();
        }
    } = Address.Empty;

    [NotAudited]
    public string SearchKey { get; private set; } = "";

    /// <summary>How to get in, where to park.</summary>
    public string AccessNotes { get; set; } = "";

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }

    /// <summary>"Magasin du Vieux-Port (0417)".</summary>
    public static string NameWith(string name, string code) => code.Length == 0 ? name : $"{name} ({code})";

    private void IndexForSearch() => SearchKey = Folding.Cut(Folding.Fold([Name, Code, .. Address.Lines()]), Lengths.Text);
}
