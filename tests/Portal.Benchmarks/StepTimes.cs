using System.Diagnostics;
using System.Globalization;
using Portal.Business.Common;

namespace Portal.Benchmarks;

/// <summary>Where the time goes in which others of the company wait: medians, as one slow disk write says nothing.</summary>
internal sealed class StepTimes : Steps
{
    private readonly Lock door = new();
    private readonly List<(long At, string Step)> reached = [];

    public override void Reached(string step)
    {
        if (step.StartsWith("invoicing.", StringComparison.Ordinal))
        {
            lock (door)
            {
                reached.Add((Stopwatch.GetTimestamp(), step["invoicing.".Length..]));
            }
        }
    }

    /// <summary>What was reached since the last time.</summary>
    public string Take()
    {
        lock (door)
        {
            var between = reached.Zip(reached.Skip(1)).Select(p => (Way: $"{p.First.Step} → {p.Second.Step}", Time: Stopwatch.GetElapsedTime(p.First.At, p.Second.At).TotalMilliseconds))
                .GroupBy(p => p.Way).Where(g => g.Count() > reached.Count / 10)
                .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Select(p => p.Time).Order().ElementAt(g.Count() / 2):F2} ms"));
            var text = string.Join(", ", between);
            reached.Clear();
            return text;
        }
    }
}
