using Portal.Business.Accounting;
using Portal.Business.Common;

namespace Portal.Business.Companies;

/// <summary>
/// A company of the group: it sells, invoices and keeps books of its own. Every job, quote, contract and invoice belongs to
/// exactly one, and its dates are days in that entity's time zone.
/// </summary>
public sealed class LegalEntity : Entity, IVersioned, IAudited, IReferenceData
{
    /// <summary>Short name for lists ("Atelier Nord").</summary>
    public required string Name { get; set; }

    /// <summary>Name as registered, printed on documents.</summary>
    public required string LegalName { get; set; }

    /// <summary>"SAS", "inc." …</summary>
    public string LegalForm { get; set; } = "";

    /// <summary>Share capital, in the entity's currency; printed on French documents.</summary>
    public decimal? ShareCapital { get; set; }

    public Address Address { get; set; } = Address.Empty;

    public string Phone { get; set; } = "";

    /// <summary>Sender of its mails.</summary>
    public string Email { get; set; } = "";

    public string Website { get; set; } = "";

    public RegistrationNumbers Numbers { get; set; } = RegistrationNumbers.None;

    /// <summary>"RCS Lyon": register and city, printed on French documents.</summary>
    public string TradeRegister { get; set; } = "";

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; set; }

    /// <summary>IANA name ("America/Montreal", "Europe/Paris").</summary>
    public required string TimeZone { get; set; }

    /// <summary>Language of the house: "fr-CA", "fr-FR" or "en-CA".</summary>
    public required string Language { get; set; }

    public PaperFormat Paper { get; set; }

    /// <summary>Colour of documents and portal, "#rrggbb".</summary>
    public string Color { get; set; } = "#1f5fa8";

    public long? LogoDocumentId { get; set; }

    public BankDetails Bank { get; set; } = BankDetails.None;

    /// <summary>1 to 12.</summary>
    public int FiscalYearStartMonth { get; set; } = 1;

    /// <summary>Approved quotes make their invoices at once, unless the quote says otherwise.</summary>
    public bool InvoicesAtApproval { get; set; } = true;

    /// <summary>Days a new quote stays open.</summary>
    public int QuoteValidityDays { get; set; } = 30;

    /// <summary>France: VAT is due on invoices instead of payments for services ("TVA sur les débits").</summary>
    public bool VatOnDebits { get; set; }

    public long? DefaultPaymentTermsId { get; set; }

    /// <summary>Account of what clients owe.</summary>
    public long? ReceivableAccountId { get; set; }

    /// <summary>Account of the money in the bank, for payments.</summary>
    public long? BankAccountId { get; set; }

    /// <summary>Account of what clients paid before the work: deposits until an invoice deducts them.</summary>
    public long? DepositAccountId { get; set; }

    /// <summary>Account of what clients hold back of invoices until it is released.</summary>
    public long? RetentionAccountId { get; set; }

    /// <summary>Account of what banks take for their services, as for a cheque that bounced.</summary>
    public long? BankFeeAccountId { get; set; }

    /// <summary>Account of what is lost when money of another currency is worth less than it was.</summary>
    public long? ExchangeLossAccountId { get; set; }

    /// <summary>Account of what is gained when it is worth more.</summary>
    public long? ExchangeGainAccountId { get; set; }

    public long? SalesJournalId { get; set; }

    public long? BankJournalId { get; set; }

    /// <summary>How its entries leave for the accounting software.</summary>
    public HandOverForm HandOver { get; set; }

    /// <summary>The last day on which nothing may be booked any more; null while everything is open.</summary>
    public DateOnly? BooksLockDate { get; private set; }

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }

    /// <summary>Moves the lock date, later or earlier; a day that has not come can't be locked.</summary>
    public Result LockBooks(DateOnly? lockDate, DateOnly today)
    {
        if (lockDate > today)
        {
            return Refusal.Invalid("Accounting.LockInTheFuture", today).On("LockDate");
        }

        BooksLockDate = lockDate;
        return Result.Done;
    }

    /// <summary>The calendar day it is for this entity at an instant.</summary>
    public DateOnly Today(TimeProvider clock) => DayOf(clock.GetUtcNow().UtcDateTime);

    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(Local(utc));

    public DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    /// <summary>The instant, with the offset of this entity's time zone: an answer to a quote or a contract is said so to everybody.</summary>
    public DateTimeOffset Moment(DateTime utc) =>
        TimeZoneInfo.ConvertTime(new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)), TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    /// <summary>
    /// The instant at which a local time of day is reached; a time that the clock change skips is moved to the first that exists,
    /// one that occurs twice is the first of the two.
    /// </summary>
    public DateTime ToUtc(DateOnly day, TimeOnly time) => ToUtc(TimeZone, day, time);

    /// <inheritdoc cref="ToUtc(DateOnly, TimeOnly)" />
    public static DateTime ToUtc(string timeZone, DateOnly day, TimeOnly time)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var local = day.ToDateTime(time);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return zone.IsAmbiguousTime(local)
            ? DateTime.SpecifyKind(local - zone.GetAmbiguousTimeOffsets(local).Max(), DateTimeKind.Utc)
            : TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }
}

public enum PaperFormat
{
    Letter,
    A4,
}

/// <summary>Numbers under which authorities know a company; empty where it has none. Stored without spaces.</summary>
public sealed record RegistrationNumbers(string Siren, string Siret, string VatId, string Neq, string Gst, string Qst)
{
    public static RegistrationNumbers None { get; } = new("", "", "", "", "", "");

    private IReadOnlyList<string> All => [Siren, Siret, VatId, Neq, Gst, Qst];

    /// <summary>Where one is empty, that of others; unless another one says that they are somebody else's.</summary>
    public RegistrationNumbers CompletedBy(RegistrationNumbers others)
    {
        return Contradicts(others)
            ? this
            : new(Or(Siren, others.Siren), Or(Siret, others.Siret), Or(VatId, others.VatId), Or(Neq, others.Neq), Or(Gst, others.Gst), Or(Qst, others.Qst));

        static string Or(string own, string other) => own.Length > 0 ? own : other;
    }

    /// <summary>Whether one that both have is another.</summary>
    public bool Contradicts(RegistrationNumbers others) => All.Zip(others.All).Any(n => n.First.Length > 0 && n.Second.Length > 0 && n.First != n.Second);

    /// <summary>Whether it has none where others have one.</summary>
    public bool Lacks(RegistrationNumbers others) => All.Zip(others.All).Any(n => n.First.Length == 0 && n.Second.Length > 0);

    /// <summary>
    /// The number under which a Canadian tax is charged, empty where the company has none; null for other taxes. They are named by people; the usual names
    /// are known here.
    /// </summary>
    public string? OfTax(LocalText name) => Starts(name, "TPS", "TVH", "GST", "HST") ? Gst : Starts(name, "TVQ", "QST") ? Qst : null;

    private static bool Starts(LocalText name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (name.French.StartsWith(word, StringComparison.OrdinalIgnoreCase) || name.English.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

public sealed record BankDetails(string BankName, string Iban, string Bic, string Transit, string Account)
{
    public static BankDetails None { get; } = new("", "", "", "", "");
}
