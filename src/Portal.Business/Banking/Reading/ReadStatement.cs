using Portal.Business.Common;

namespace Portal.Business.Banking.Reading;

/// <summary>A movement as a file tells it.</summary>
/// <param name="Row">Its line in the file, or its place among the entries.</param>
/// <param name="Amount">Money that came is positive.</param>
public sealed record ReadLine(int Row, DateOnly BookedOn, decimal Amount)
{
    public DateOnly? ValueOn { get; init; }

    public bool IsReversal { get; init; }

    public string Name { get; init; } = "";

    public string Iban { get; init; } = "";

    public string Label { get; init; } = "";

    public string EndToEndId { get; init; } = "";

    public string CreditorReference { get; init; } = "";

    /// <summary>The bank's own reference of the movement; empty where it gives none.</summary>
    public string BankReference { get; init; } = "";
}

/// <summary>A line that can't be read and is left out.</summary>
public sealed record ReadProblem(int Row, Refusal Refusal);

/// <summary>One statement of a file.</summary>
/// <param name="Account">IBAN or number as the file names it; empty where it doesn't.</param>
/// <param name="Currency">Empty where the file names none.</param>
public sealed record ReadStatement(string Reference, string Account, string Currency, IReadOnlyList<ReadLine> Lines, IReadOnlyList<ReadProblem> Problems)
{
    public DateOnly FirstOn { get; init; } = Lines.Count > 0 ? Lines.Min(l => l.BookedOn) : default;

    public DateOnly LastOn { get; init; } = Lines.Count > 0 ? Lines.Max(l => l.BookedOn) : default;

    public decimal? Opening { get; init; }

    public decimal? Closing { get; init; }

    /// <summary>What the lines do not explain of the way from opening to closing balance.</summary>
    public decimal? Difference => Closing - Opening - Lines.Sum(l => l.Amount);
}
