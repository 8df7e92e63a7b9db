using System.Collections.Concurrent;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Tests.Support;

/// <summary>
/// Fresh databases for tests. The schema is migrated once per provider into a template; each test gets a copy of it.
/// </summary>
public static class TestDatabases
{
    private static readonly ConcurrentDictionary<DatabaseProvider, Lazy<Task<string>>> Templates = new();
    private static readonly SemaphoreSlim OneCopyAtATime = new(1, 1);
    private static readonly string Folder = Directory.CreateTempSubdirectory("portal-tests-").FullName;
    private static int count;

    static TestDatabases() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    };

    public static IReadOnlyList<DatabaseProvider> Found { get; } = Find();

    private static string? SqlServer => Environment.GetEnvironmentVariable("PORTAL_TEST_SQLSERVER") is { Length: > 0 } found ? found : null;

    public static async Task<DatabaseOptions> CreateAsync(DatabaseProvider provider)
    {
        var template = await Templates.GetOrAdd(provider, p => new Lazy<Task<string>>(() => MakeTemplateAsync(p))).Value;
        var name = $"portal_test_{Environment.ProcessId}_{Interlocked.Increment(ref count)}";
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                var file = Path.Combine(Folder, name + ".db");
                File.Copy(template, file);
                return Options(provider, $"Data Source={file}");

            case DatabaseProvider.PostgreSql:
                await OneCopyAtATime.WaitAsync();
                try
                {
                    await using var server = new NpgsqlConnection(TestPostgreSql.Server);
                    await server.OpenAsync();

                    // Copied as files, which is sooner done than page by page through the log; older servers know no other way.
                    var how = server.PostgreSqlVersion.Major >= 15 ? "STRATEGY file_copy" : "";
                    await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE {template} {how}", server);
                    await create.ExecuteNonQueryAsync();
                }
                finally
                {
                    OneCopyAtATime.Release();
                }

                return Options(provider, TestPostgreSql.Database(name));

            default:
                var options = Options(provider, new SqlConnectionStringBuilder(SqlServer) { InitialCatalog = name }.ToString());
                await MigrateAsync(options);
                return options;
        }
    }

    public static async Task DropAsync(DatabaseOptions options)
    {
        switch (options.Provider)
        {
            case DatabaseProvider.Sqlite:
                SqliteConnection.ClearPool(new SqliteConnection(options.ConnectionString));
                File.Delete(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);
                break;
            case DatabaseProvider.PostgreSql:
                ClearPool(options);
                await ExecuteAsync(
                    new NpgsqlConnection(TestPostgreSql.Server),
                    $"DROP DATABASE {new NpgsqlConnectionStringBuilder(options.ConnectionString).Database} WITH (FORCE)");
                break;
            default:
                await using (var db = Open(options, SystemUser.Instance, TimeProvider.System))
                {
                    await db.Database.EnsureDeletedAsync();
                }

                break;
        }
    }

    public static PortalDbContext Open(DatabaseOptions options, ICurrentUser user, TimeProvider clock) =>
        new(DatabaseSetup.Configure(new DbContextOptionsBuilder<PortalDbContext>(), options).Options, user, clock);

    private static List<DatabaseProvider> Find()
    {
        var found = new List<DatabaseProvider> { DatabaseProvider.Sqlite };
        if (TestPostgreSql.IsFound)
        {
            found.Add(DatabaseProvider.PostgreSql);
        }

        if (SqlServer is not null)
        {
            found.Add(DatabaseProvider.SqlServer);
        }

        return found;
    }

    private static async Task<string> MakeTemplateAsync(DatabaseProvider provider)
    {
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                var file = Path.Combine(Folder, "template.db");
                await MigrateAsync(Options(provider, $"Data Source={file}"));
                SqliteConnection.ClearAllPools();
                return file;
            case DatabaseProvider.PostgreSql:
                var name = $"portal_template_{Environment.ProcessId}";
                var options = Options(provider, TestPostgreSql.Database(name));
                await MigrateAsync(options);
                ClearPool(options);
                return name;
            default:
                return "";
        }
    }

    /// <summary>The pool is the one of the text that connections are opened with, which says more than what is configured.</summary>
    private static void ClearPool(DatabaseOptions options)
    {
        using var db = Open(options, SystemUser.Instance, TimeProvider.System);
        NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
    }

    private static async Task MigrateAsync(DatabaseOptions options)
    {
        await using var db = Open(options, SystemUser.Instance, TimeProvider.System);
        await db.Database.MigrateAsync();
    }

    private static DatabaseOptions Options(DatabaseProvider provider, string connectionString) => new()
    {
        Provider = provider,
        ConnectionString = connectionString,
        MaxBatchSize = int.TryParse(Environment.GetEnvironmentVariable("PORTAL_TEST_MAXBATCHSIZE"), out var size) ? size : null,
    };

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using (connection)
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
