using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Business.Common;

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
        services.AddScoped<DemoBusiness>();
        services.AddScoped<IDbContextFactory<PortalDbContext>>(provider => provider.GetRequiredService<PortalDbContextFactory>());
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext());
        services.AddScoped<PrepareDatabase>();
        return services;
    }

    /// <summary>Chooses the provider and its settings; design-time tools and tests use it too.</summary>
    public static DbContextOptionsBuilder<PortalDbContext> Configure(DbContextOptionsBuilder<PortalDbContext> builder, DatabaseOptions options)
    {
        switch (options.Provider)
        {
            case DatabaseProvider.Sqlite:
                var connection = new SqliteConnectionStringBuilder(options.ConnectionString) { ForeignKeys = true };
                builder.UseSqlite(connection.ToString(), sqlite =>
                {
                    sqlite.MigrationsAssembly("Portal.Migrations.Sqlite");
                    sqlite.MaxBatchSize(options.MaxBatchSize ?? 1000);
                });
                builder.AddInterceptors(SqliteSettings.Instance);
                break;
            case DatabaseProvider.PostgreSql:
                builder.UseNpgsql(options.ConnectionString, postgres =>
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

        return builder;
    }
}

/// <summary>Makes contexts that know the current user.</summary>
public sealed class PortalDbContextFactory(DbContextOptions<PortalDbContext> options, ICurrentUser user, TimeProvider clock)
    : IDbContextFactory<PortalDbContext>
{
    public PortalDbContext CreateDbContext() => new(options, user, clock);

    /// <summary>A context in which somebody else than the current user acts: the system, or the holder of a personal link.</summary>
    public PortalDbContext CreateFor(ICurrentUser actor) => new(options, actor, clock);
}

/// <summary>
/// Write-ahead log, so that readers never wait for a writer; ten seconds of patience with other processes; full synchronisation,
/// so that what was committed survives a power cut.
/// </summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;";

    public static SqliteSettings Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
