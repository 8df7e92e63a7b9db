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
    Refund,
    Contract,
    Ticket,
}

/// <summary>
/// A continuous series of numbers of one legal entity. The next number is taken inside the transaction that uses it
/// (<see cref="NumberSeriesTaking"/>), so a rolled-back document leaves no gap.
/// </summary>
public sealed class NumberSeries : Entity, IVersioned, IAudited
{
    /// <summary>Longest number that electronic invoices may have, in characters.</summary>
    public const int LongestNumber = 35;

    private NumberSeries()
    {
    }

    public NumberSeries(long legalEntityId, NumberedDocument document, string prefix, int digits = 6, long next = 1)
    {
        LegalEntityId = legalEntityId;
        Document = document;
        Prefix = prefix;
        Digits = digits;
        Start = next;
        Next = next;
    }

    public long LegalEntityId { get; private set; }

    public NumberedDocument Document { get; private set; }

    public string Prefix { get; private set; } = "";

    public int Digits { get; private set; }

    /// <summary>The number of the first document.</summary>
    public long Start { get; private set; }

    [NotAudited]
    public long Next { get; private set; }

    /// <summary>Date of the last document of a chronological series; the next may not be dated before it.</summary>
    [NotAudited]
    public DateOnly? LastDate { get; private set; }

    public int Version { get; private set; }

    /// <summary>A number was taken from it.</summary>
    public bool IsUsed => Next > Start;

    public string Format(long number) => Format(Prefix, Digits, number);

    public static string Format(string prefix, int digits, long number) => prefix + number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    /// <summary>Document numbers have letters, digits and + - _ / only.</summary>
    public static bool CanBeIn(string prefix) => prefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '_' or '/');

    /// <summary>Invoices and credit notes are numbered in the order of their dates.</summary>
    public static bool IsChronological(NumberedDocument document) => document is NumberedDocument.Invoice or NumberedDocument.CreditNote;

    public void Rename(string prefix, int digits)
    {
        Prefix = prefix;
        Digits = digits;
    }

    /// <summary>Sets the first number, as when a series of another system is continued. Only before the first document.</summary>
    public void StartAt(long number)
    {
        if (IsUsed)
        {
            throw new InvalidOperationException("The series has given a number already; its next number follows from it.");
        }

        Start = number;
        Next = number;
    }
}
