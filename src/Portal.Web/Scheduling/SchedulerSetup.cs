using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;
using Portal.Business.Data;
using Quartz;

namespace Portal.Web.Scheduling;

/// <summary>Quartz with its persistent store in the application's database. It makes its own tables (QRTZ_…) where they are missing.</summary>
public static class SchedulerSetup
{
    public static IServiceCollection AddScheduler(this IServiceCollection services, IConfiguration configuration)
    {
        var database = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o =>
            {
                o.InstanceName = "Portal";
                o.GenerateInstanceId = true;
            });
            quartz.UsePersistentStore(store => UseDatabase(store, database));
        });
        services.AddScoped<RunWork>();
        services.AddSingleton<WorkTimetable>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkTimetable>());
        return services;
    }

    private static void UseDatabase(IPersistentStoreBuilder store, DatabaseOptions database)
    {
        store.ProvisionSchema();
        store.ConfigureStore(o => o.StoreJobDataAsStrings = true);
        switch (database.Provider)
        {
            case DatabaseProvider.Sqlite:
                store.UseSqlite(SqliteFactory.Instance, database.ConnectionString);
                break;
            case DatabaseProvider.PostgreSql:
                store.UsePostgres(NpgsqlFactory.Instance, database.ConnectionString);
                store.UseClustering();
                break;
            case DatabaseProvider.SqlServer:
                store.UseSqlServer(SqlClientFactory.Instance, database.ConnectionString);
                store.UseClustering();
                break;
            default:
                throw new InvalidOperationException($"Unknown database provider {database.Provider}.");
        }
    }
}
