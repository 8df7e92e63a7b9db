using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Portal.Benchmarks;

/// <summary>
/// What the machine gives at this moment, whatever this program is: rented ones give several times more in one hour than in another, so that a figure
/// says little without it. Said before and after what is measured.
/// </summary>
internal static class MachineSpeed
{
    private const int Rounds = 7;

    /// <summary>Until the compiler has done its best, or the first figure says less than the second.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public static string Measure() => string.Create(
        CultureInfo.InvariantCulture,
        $"machine: {Texts():F0} texts/ms on one core, {HandOver():F0} µs there and back between two threads over loopback, {DiskWrite():F2} ms for 4 KiB on disk (medians of {Rounds})");

    /// <summary>Small texts written and read: memory, branches and calls, as a server does all day.</summary>
    private static double Texts()
    {
        const int many = 20_000;
        var value = new Dictionary<string, decimal[]> { ["lines"] = [95m, 65m, 12.35m], ["taxes"] = [7m, 13.97m] };
        return Median(() =>
        {
            for (var i = 0; i < many; i++)
            {
                value["lines"][0] = i;
                value = JsonSerializer.Deserialize<Dictionary<string, decimal[]>>(JsonSerializer.Serialize(value))!;
            }
        }, elapsed => many / elapsed.TotalMilliseconds);
    }

    private static double HandOver()
    {
        const int many = 2_000;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var near = new TcpClient { NoDelay = true };
        near.Connect((IPEndPoint)listener.LocalEndpoint);
        using var far = listener.AcceptTcpClient();
        far.NoDelay = true;
        var echo = new Thread(() => Echo(far.Client)) { IsBackground = true };
        echo.Start();
        var buffer = new byte[1];
        var median = Median(() =>
        {
            for (var i = 0; i < many; i++)
            {
                near.Client.Send(buffer);
                near.Client.Receive(buffer);
            }
        }, elapsed => elapsed.TotalMicroseconds / many);
        near.Client.Shutdown(SocketShutdown.Send);
        echo.Join();
        return median;
    }

    private static void Echo(Socket socket)
    {
        var buffer = new byte[1];
        while (socket.Receive(buffer) > 0)
        {
            socket.Send(buffer);
        }
    }

    private static double DiskWrite()
    {
        const int many = 20;
        using var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        var block = new byte[4096];
        return Median(() =>
        {
            for (var i = 0; i < many; i++)
            {
                file.Write(block);
                file.Flush(flushToDisk: true);
            }
        }, elapsed => elapsed.TotalMilliseconds / many);
    }

    private static double Median(Action work, Func<TimeSpan, double> figure)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < WarmUp;)
        {
            work();
        }

        var figures = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            figures[round] = figure(Stopwatch.GetElapsedTime(started));
        }

        return figures.Order().ElementAt(Rounds / 2);
    }
}
