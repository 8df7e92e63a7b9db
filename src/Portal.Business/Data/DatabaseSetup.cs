using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Portal.Business.Common;
using SQLitePCL;

namespace Portal.Business.Data;

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
    PostgreSql,
}

public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    [Required]
    public string ConnectionString { get; set; } = "Data Source=App_Data/portal.db";

    /// <summary>Statements sent in one round trip; null leaves it to the provider.</summary>
    [Range(1, 1000)]
    public int? MaxBatchSize { get; set; }

    /// <summary>Bring the schema up to date at start. Meant for one machine; with several, run the migrate command instead.</summary>
    public bool MigrateAtStart { get; set; } = true;
}

public static class DatabaseSetup
{
    public static IServiceCollection AddPortalDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection(DatabaseOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => Configure(new DbContextOptionsBuilder<PortalDbContext>(), provider.GetRequiredService<IOptions<DatabaseOptions>>().Value).Options);
        services.AddScoped<PortalDbContextFactory>();
        services.AddScoped<DemoData>();
        services.AddScoped<DemoLateInvoices>();
        services.AddScoped<DemoBusiness>();
        services.AddScoped<DemoRequests>();
        services.AddScoped<DemoHelpdesk>();
        services.AddScoped<DemoContracts>();
        services.AddScoped<IDbContextFactory<PortalDbContext>>(provider => provider.GetRequiredService<PortalDbContextFactory>());
        services.AddScoped(provider => new PortalDbContext(
            provider.GetRequiredService<DbContextOptions<PortalDbContext>>(), provider.GetRequiredService<ICurrentUser>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<PrepareDatabase>();
        return services;
    }

    /// <summary>Chooses the provider and its settings; design-time tools and tests use it too.</summary>
    public static DbContextOptionsBuilder<PortalDbContext> Configure(DbContextOptionsBuilder<PortalDbContext> builder, DatabaseOptions options)
    {
        switch (options.Provider)
        {
            case DatabaseProvider.Sqlite:
                var connection = new SqliteConnectionStringBuilder(options.ConnectionString) { ForeignKeys = null };
                builder.UseSqlite(connection.ToString(), sqlite =>
                {
                    sqlite.MigrationsAssembly("Portal.Migrations.Sqlite");
                    sqlite.MaxBatchSize(options.MaxBatchSize ?? 1000);
                });
                builder.AddInterceptors(SqliteSettings.Instance);
                break;
            case DatabaseProvider.PostgreSql:
                builder.UseNpgsql(PreparingStatements(options.ConnectionString), postgres =>
                {
                    postgres.MigrationsAssembly("Portal.Migrations.PostgreSql");
                    if (options.MaxBatchSize is { } size)
                    {
                        postgres.MaxBatchSize(size);
                    }
                });
                break;
            case DatabaseProvider.SqlServer:
                builder.UseSqlServer(options.ConnectionString, sqlServer =>
                {
                    sqlServer.MigrationsAssembly("Portal.Migrations.SqlServer");
                    if (options.MaxBatchSize is { } size)
                    {
                        sqlServer.MaxBatchSize(size);
                    }
                });
                break;
            default:
                throw new InvalidOperationException($"Unknown database provider {options.Provider}.");
        }

        // Whether model and migrations agree is shown by a test; comparing them here would cost every start as much as all its queries.
        builder.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        builder.ReplaceService<ICommandBatchPreparer, NewRowsFirst>();
        builder.ReplaceService<IModelCacheKeyFactory, PortalDbContext.ModelPerKindOfUser>();
        return builder;
    }

    /// <summary>Statements that come again are prepared on the server, unless the connection string says otherwise (<c>Max Auto Prepare=0</c>).</summary>
    private static string PreparingStatements(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!builder.ShouldSerialize("Max Auto Prepare"))
        {
            builder.MaxAutoPrepare = 200;
            builder.AutoPrepareMinUsages = 3;
        }

        return builder.ToString();
    }
}

/// <summary>Makes contexts that know the current user.</summary>
public sealed class PortalDbContextFactory(DbContextOptions<PortalDbContext> options, ICurrentUser user, TimeProvider clock)
    : IDbContextFactory<PortalDbContext>
{
    public PortalDbContext CreateDbContext() => CreateFor(user);

    /// <summary>A context in which somebody else than the current user acts: the system, or the holder of a personal link.</summary>
    public PortalDbContext CreateFor(ICurrentUser actor) => new(options, actor, clock) { KeepsConnection = true };
}

/// <summary>
/// Write-ahead log, so that readers never wait for a writer, copied to the file less often than by itself, because the same pages
/// change again and again; ten seconds of patience with other processes; full synchronisation, so that what was committed survives a
/// power cut. Opening costs more than a query here, so the context of a use case keeps its connection, and what the pool hands out
/// again has its settings already.
/// </summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    /// <summary>16 MB of pages for each connection.</summary>
    internal const string Cache = "PRAGMA cache_size = -16000;";

    /// <summary>While a file is written, of which nobody reads the pages again.</summary>
    internal const string SmallCache = "PRAGMA cache_size = -1000;";

    private const string Pragmas =
        "PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA busy_timeout = 10000; PRAGMA temp_store = MEMORY; " + Cache;

    private static readonly ConditionalWeakTable<sqlite3, object> Set = [];

    public static SqliteSettings Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (Set.TryAdd(((SqliteConnection)connection).Handle!, this))
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }

    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        eventData.Context is PortalDbContext { KeepsConnection: true } ? InterceptionResult.Suppress() : result;

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        ValueTask.FromResult(ConnectionClosing(connection, eventData, result));
}
