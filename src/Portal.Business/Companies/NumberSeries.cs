using System.Globalization;
using Portal.Business.Common;

namespace Portal.Business.Companies;

public enum NumberedDocument
{
    Job,
    ServiceRequest,
    Visit,
    Quote,
    Proforma,
    Invoice,
    CreditNote,
    Payment,
    Contract,
    Ticket,
}

/// <summary>
/// A continuous series of numbers of one legal entity. The next number is taken inside the transaction that uses it
/// (<see cref="NumberSeriesTaking"/>), so a rolled-back document leaves no gap.
/// </summary>
public sealed class NumberSeries : Entity, IAudited
{
    private NumberSeries()
    {
    }

    public NumberSeries(long legalEntityId, NumberedDocument document, string prefix, int digits = 6, long next = 1)
    {
        LegalEntityId = legalEntityId;
        Document = document;
        Prefix = prefix;
        Digits = digits;
        Next = next;
    }

    public long LegalEntityId { get; private set; }

    public NumberedDocument Document { get; private set; }

    public string Prefix { get; private set; } = "";

    public int Digits { get; private set; }

    [NotAudited]
    public long Next { get; private set; }

    /// <summary>Date of the last document of a chronological series; the next may not be dated before it.</summary>
    [NotAudited]
    public DateOnly? LastDate { get; private set; }

    public string Format(long number) => Prefix + number.ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');

    /// <summary>Invoices and credit notes are numbered in the order of their dates.</summary>
    public static bool IsChronological(NumberedDocument document) => document is NumberedDocument.Invoice or NumberedDocument.CreditNote;

    public void Rename(string prefix, int digits)
    {
        Prefix = prefix;
        Digits = digits;
    }
}
