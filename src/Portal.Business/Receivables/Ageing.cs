namespace Portal.Business.Receivables;

/// <summary>What is owed, by days after the due day of each instalment. What is due on the day itself is not late yet.</summary>
public sealed record Ageing(decimal NotDue, decimal To30, decimal To60, decimal To90, decimal Older)
{
    /// <summary>The last day late of each bucket but the last.</summary>
    public static IReadOnlyList<int> Limits { get; } = [0, 30, 60, 90];

    public static Ageing Nothing { get; } = new(0, 0, 0, 0, 0);

    public decimal Total => NotDue + To30 + To60 + To90 + Older;

    public decimal Overdue => Total - NotDue;

    /// <summary>From not due to the oldest.</summary>
    public IReadOnlyList<decimal> Buckets => [NotDue, To30, To60, To90, Older];

    /// <summary>
    /// Money and credits settle the oldest instalment first, so what is still open is owed for the latest ones: of the open amount, at
    /// most as much as falls due from a day on can be younger than that day.
    /// </summary>
    /// <param name="open">Nothing is owed where it is not positive.</param>
    /// <param name="upTo">By <see cref="Limits"/>: the sum of the instalments that are at most so many days late.</param>
    public static Ageing Of(decimal open, decimal upTo0, decimal upTo30, decimal upTo60, decimal upTo90)
    {
        decimal Younger(decimal upTo) => Math.Min(Math.Max(open, 0), upTo);
        return OfYounger(Math.Max(open, 0), Younger(upTo0), Younger(upTo30), Younger(upTo60), Younger(upTo90));
    }

    /// <summary>From running sums: of <paramref name="owed"/>, what is at most 0, 30, 60 and 90 days late.</summary>
    public static Ageing OfYounger(decimal owed, decimal upTo0, decimal upTo30, decimal upTo60, decimal upTo90) =>
        new(upTo0, upTo30 - upTo0, upTo60 - upTo30, upTo90 - upTo60, owed - upTo90);

    public static Ageing operator +(Ageing a, Ageing b) =>
        new(a.NotDue + b.NotDue, a.To30 + b.To30, a.To60 + b.To60, a.To90 + b.To90, a.Older + b.Older);
}
