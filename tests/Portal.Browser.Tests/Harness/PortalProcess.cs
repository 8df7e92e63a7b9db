using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Browser.Tests.Harness;

/// <summary>The real application in a process of its own: Development, demo data, a fresh SQLite database in a folder that goes with it.</summary>
public sealed class PortalProcess : IAsyncDisposable
{
    /// <summary>A start with its demonstration takes ten seconds on a quiet machine, and some minutes on one that does much else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly StringBuilder output = new();
    private readonly Process process;
    private readonly IReadOnlyDictionary<string, string>? settings;

    private PortalProcess(Process process, string folder, Uri address, IReadOnlyDictionary<string, string>? settings)
    {
        this.process = process;
        this.settings = settings;
        Folder = folder;
        Address = address;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
    }

    public Uri Address { get; }

    /// <summary>Its content root: App_Data with the database and the mail that it wrote.</summary>
    public string Folder { get; }

    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <param name="folder">A folder of an earlier process, to start again on its data; otherwise a new one.</param>
    public static async Task<PortalProcess> StartAsync(
        IReadOnlyDictionary<string, string>? settings = null, string? folder = null, int? port = null)
    {
        folder ??= Directory.CreateTempSubdirectory("portal-").FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Portal.Web"), "appsettings*.json"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        var address = new Uri($"http://127.0.0.1:{port ?? FreePort()}");
        var start = Prepare(folder, settings, "--urls", address.ToString(), "--contentRoot", folder);
        Directory.CreateDirectory(Path.Combine(folder, "App_Data"));
        var portal = new PortalProcess(new Process { StartInfo = start }, folder, address, settings);
        portal.process.Start();
        portal.process.BeginOutputReadLine();
        portal.process.BeginErrorReadLine();
        await portal.AnswersAsync();
        return portal;
    }

    /// <summary>Waits until it has said so: what a process says takes a moment to arrive.</summary>
    public async Task SaidAsync(string text)
    {
        for (var waited = Stopwatch.StartNew(); !Output.Contains(text, StringComparison.Ordinal);)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), $"“{text}” was not said:\n{Output}");
            await Task.Delay(50);
        }
    }

    /// <summary>One of the executable's commands, on the same database, while the application runs. Answers what it said.</summary>
    public async Task<(int ExitCode, string Said)> CommandAsync(params string[] command)
    {
        using var other = Process.Start(Prepare(Folder, settings, command)) ?? throw new InvalidOperationException("dotnet did not start.");
        var said = await Task.WhenAll(other.StandardOutput.ReadToEndAsync(), other.StandardError.ReadToEndAsync());
        await other.WaitForExitAsync();
        return (other.ExitCode, string.Concat(said));
    }

    /// <summary>Its database, beside the running application.</summary>
    public PortalDbContext OpenDatabase()
    {
        var options = new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = ConnectionString(Folder) };
        return new PortalDbContext(DatabaseSetup.Configure(new DbContextOptionsBuilder<PortalDbContext>(), options).Options, SystemUser.Instance, TimeProvider.System);
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static string ConnectionString(string folder) => $"Data Source={Path.Combine(folder, "App_Data", "portal.db")}";

    private static ProcessStartInfo Prepare(string folder, IReadOnlyDictionary<string, string>? settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.WebAssembly, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["Database__Provider"] = "Sqlite";
        start.Environment["Database__ConnectionString"] = ConnectionString(folder);
        start.Environment["Demo__BeforeFirstRequest"] = "true";
        start.Environment["RateLimits__SignInsPerMinute"] = "1000";
        start.Environment["RateLimits__PublicLinksPerMinute"] = "1000";
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        return start;
    }

    /// <summary>Below those that the system gives to whoever connects somewhere: it stays free while an application is started anew on it.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(15_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another one, then.
            }
        }
    }

    private async Task AnswersAsync()
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The application ended with {process.ExitCode}:\n{Output}");
            }

            try
            {
                using var answer = await client.GetAsync(new Uri("/images/icon.svg", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                // It is still starting.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"The application did not answer within {Patience}:\n{Output}");
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        lock (output)
        {
            output.AppendLine(e.Data);
        }
    }
}
