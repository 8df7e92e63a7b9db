using System.Globalization;

namespace Portal.Benchmarks;

/// <summary>What a database server on this machine (Linux) has used of the processor, as the kernel counts it.</summary>
internal static class ServerProcesses
{
    private const double TicksPerSecond = 100;

    /// <summary>All processes of the server to which one belongs, those that have ended included.</summary>
    public static TimeSpan TimeOf(int process)
    {
        if (Fields(process) is not { } own)
        {
            return TimeSpan.Zero;
        }

        var parent = own[1];
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, CultureInfo.InvariantCulture, out _))
            .Select(n => Fields(int.Parse(n!, CultureInfo.InvariantCulture))).OfType<string[]>();
        var running = all.Where(f => f[1] == parent).Sum(f => Ticks(f, 11, 12));
        return TimeSpan.FromSeconds((running + Ticks(Fields(int.Parse(parent, CultureInfo.InvariantCulture))!, 11, 12, 13, 14)) / TicksPerSecond);
    }

    private static double Ticks(string[] fields, params int[] which) => which.Sum(i => double.Parse(fields[i], CultureInfo.InvariantCulture));

    /// <summary>From the state on: the name before it may hold anything.</summary>
    private static string[]? Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
