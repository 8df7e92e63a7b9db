using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>The visits of one year.</summary>
/// <param name="Months">1 to 12; the months in which they take place.</param>
/// <param name="Minutes">How long one takes.</param>
public sealed record VisitPlan(int PerYear, IReadOnlyList<int> Months, long? TaskTypeId, int Minutes)
{
    public const int Most = 366;

    public static VisitPlan None { get; } = new(0, [], null, 60);

    /// <summary>As many visits in the same months.</summary>
    public bool HasVisitsOf(VisitPlan other) => PerYear == other.PerYear && Months.Order().SequenceEqual(other.Months.Order());

    public IEnumerable<Refusal> Check()
    {
        if (PerYear is < 0 or > Most)
        {
            yield return Refusal.Invalid("Contracts.VisitsOutOfRange", Most).On("Visits");
        }

        if (PerYear > 0 && Months.Count == 0)
        {
            yield return Refusal.Invalid("Contracts.VisitsInNoMonth").On("Months");
        }

        if (Months.Any(m => m is < 1 or > 12))
        {
            yield return Refusal.Invalid("Contracts.MonthOutOfRange").On("Months");
        }
    }
}
