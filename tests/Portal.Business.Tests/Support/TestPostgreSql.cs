using System.Diagnostics;
using Npgsql;

namespace Portal.Business.Tests.Support;

/// <summary>
/// The PostgreSQL of the tests: the server that PORTAL_TEST_POSTGRES names, or else a private one that is started from the
/// installed programs in a temporary folder and stopped at the end.
/// </summary>
public static class TestPostgreSql
{
    private static readonly string? Programs = FindPrograms();
    private static readonly Lazy<string> Started = new(Start);

    public static bool IsFound => Given is not null || Programs is not null;

    /// <summary>Connection string of a user who may create databases.</summary>
    public static string Server => Given ?? Started.Value;

    private static string? Given => Environment.GetEnvironmentVariable("PORTAL_TEST_POSTGRES") is { Length: > 0 } given ? given : null;

    public static string Database(string name) =>
        new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 40, Pooling = true }.ToString();

    private static string? FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        return !Directory.Exists(Debian)
            ? null
            : Directory.GetDirectories(Debian).Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
                .OrderDescending(StringComparer.Ordinal).FirstOrDefault();
    }

    private static string Start()
    {
        var folder = Directory.CreateTempSubdirectory("portal-pg-").FullName;
        if (Environment.UserName == "root")
        {
            Run("chown", ["postgres", folder]);
        }

        var data = Path.Combine(folder, "data");
        RunAsOwner("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"]);
        RunAsOwner("pg_ctl", ["-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o",
            $"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=300 -c fsync=off -c full_page_writes=off", "start"]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            RunAsOwner("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
            Directory.Delete(folder, recursive: true);
        };
        return new NpgsqlConnectionStringBuilder { Host = folder, Username = "postgres", Database = "postgres", Pooling = false }.ToString();
    }

    private static void RunAsOwner(string program, string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        if (Environment.UserName == "root")
        {
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private static void Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" })
            ?? throw new InvalidOperationException($"{program} did not start.");
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
