using System.Diagnostics;
using System.Globalization;
using Portal.Pdf.Tests;

namespace Portal.Benchmarks;

/// <summary>How many invoices of one page the document engine makes per second of one core.</summary>
internal static class PdfBenchmark
{
    private const int Documents = 3000;

    public static void Run()
    {
        foreach ((string name, int lines, string? description) in new[] { ("3 lines", 3, null), ("12 lines", 12, null), ("3 lines, rare characters", 3, (string?)"Łódź Ωμέγα") })
        {
            Measure(name, () => SampleInvoice.Create(lines, description: description).ToBytes());
        }
    }

    private static void Measure(string name, Func<byte[]> make)
    {
        int size = 0;
        for (int i = 0; i < Documents / 3; i++)
        {
            size = make().Length;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < Documents; i++)
        {
            make();
        }

        watch.Stop();
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / Documents;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"pdf, {name}: {Documents / processor.TotalSeconds:0}/s of processor time, {Documents / watch.Elapsed.TotalSeconds:0}/s by the clock, {size} bytes each, {allocated} bytes allocated"));
    }
}
