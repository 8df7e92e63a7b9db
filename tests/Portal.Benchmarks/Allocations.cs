using System.Diagnostics.Tracing;

namespace Portal.Benchmarks;

/// <summary>What is allocated most, by kind: one in about a hundred kilobytes is looked at.</summary>
internal sealed class Allocations : EventListener
{
    private const EventKeywords Collector = (EventKeywords)1;

    private readonly Lock door = new();
    private readonly Dictionary<string, long> kinds = [];

    public void Print(int count)
    {
        lock (door)
        {
            foreach (var (kind, amount) in kinds.OrderByDescending(k => k.Value).Take(40))
            {
                Console.WriteLine($"    {amount / 1024.0 / count,8:F1} KiB each  {kind}");
            }

            kinds.Clear();
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, Collector);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("GCAllocationTick", StringComparison.Ordinal) == true && eventData.Payload is { Count: > 5 } payload)
        {
            lock (door)
            {
                var kind = $"{payload[5]}{(payload[1] is 1u ? " (large)" : "")}";
                kinds[kind] = kinds.GetValueOrDefault(kind) + Convert.ToInt64(payload[3], System.Globalization.CultureInfo.InvariantCulture);
            }
        }
    }
}
