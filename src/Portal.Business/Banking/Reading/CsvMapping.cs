using Portal.Business.Common;

namespace Portal.Business.Banking.Reading;

public enum CsvEncoding
{
    /// <summary>By its byte order mark, else UTF-8 where the whole file is that, else Windows-1252.</summary>
    Detected,
    Utf8,
    Latin1,
    Utf16,
}

public enum CsvDelimiter
{
    Detected,
    Comma,
    Semicolon,
    Tab,
    Pipe,
}

public enum DateOrder
{
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}

public enum DecimalMark
{
    Comma,
    Point,
}

/// <summary>How the CSV files of a bank account are read; kept with the account. Columns count from 0; null where the file has none.</summary>
public sealed record CsvMapping
{
    public const int MostHeadRows = 50;

    public const int MostColumns = 60;

    public CsvEncoding Encoding { get; set; }

    public CsvDelimiter Delimiter { get; set; }

    /// <summary>Rows before the first movement, headings among them.</summary>
    public int HeadRows { get; set; } = 1;

    public DateOrder Dates { get; set; }

    public DecimalMark Mark { get; set; }

    public int? Date { get; set; }

    public int? ValueDate { get; set; }

    /// <summary>One column for both directions: money that left is negative.</summary>
    public int? Amount { get; set; }

    /// <summary>Two columns instead of one: what left …</summary>
    public int? Debit { get; set; }

    /// <summary>… and what came.</summary>
    public int? Credit { get; set; }

    public int? Label { get; set; }

    public int? Reference { get; set; }

    public int? Name { get; set; }

    public int? Iban { get; set; }

    public char? Separator => Delimiter switch
    {
        CsvDelimiter.Comma => ',',
        CsvDelimiter.Semicolon => ';',
        CsvDelimiter.Tab => '\t',
        CsvDelimiter.Pipe => '|',
        _ => null,
    };

    public IEnumerable<int> Columns => new[] { Date, ValueDate, Amount, Debit, Credit, Label, Reference, Name, Iban }.OfType<int>();

    /// <summary>All that is missing or contradicts itself.</summary>
    public IReadOnlyList<Refusal> Check()
    {
        var refusals = new List<Refusal>();
        if (Date is null)
        {
            refusals.Add(Refusal.Invalid("Banking.NoDateColumn").On(nameof(Date)));
        }

        if (Amount is null && (Debit is null || Credit is null))
        {
            refusals.Add(Refusal.Invalid("Banking.NoAmountColumn").On(nameof(Amount)));
        }

        if (Amount is not null && (Debit ?? Credit) is not null)
        {
            refusals.Add(Refusal.Invalid("Banking.TwoKindsOfAmount").On(nameof(Amount)));
        }

        if (Columns.Any(c => c is < 0 or >= MostColumns) || HeadRows is < 0 or > MostHeadRows)
        {
            refusals.Add(Refusal.Invalid("Banking.ColumnOutOfRange", MostHeadRows).On(nameof(HeadRows)));
        }

        return refusals;
    }
}
