using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Business;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Benchmarks;

/// <summary>
/// The business on a fresh database: an SQLite file in the temporary folder, or a database of its own on the PostgreSQL given. An SQLite
/// file or database that is named stays, to be measured again.
/// </summary>
internal sealed class BenchmarkPortal : IAsyncDisposable
{
    private readonly string? file;
    private readonly bool stays;

    private BenchmarkPortal(ServiceProvider services, string? file, bool stays) => (Services, this.file, this.stays) = (services, file, stays);

    public ServiceProvider Services { get; }

    /// <param name="args">"sqlite" or "postgres", a count, and for PostgreSQL the connection string of a user who may create databases; for SQLite perhaps a file; for PostgreSQL perhaps the name of a database.</param>
    /// <param name="user">Who acts; the system by default.</param>
    /// <param name="add">Services besides those of the business.</param>
    public static async Task<BenchmarkPortal> StartAsync(string[] args, ICurrentUser? user = null, Action<IServiceCollection>? add = null)
    {
        var postgres = args.FirstOrDefault() == "postgres";
        var stays = args.Length > (postgres ? 3 : 2);
        var name = postgres && stays ? args[3] : $"portal_bench_{Environment.ProcessId}";
        var file = postgres ? null : stays ? args[2] : Path.Combine(Path.GetTempPath(), name + ".db");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = postgres ? "PostgreSql" : "Sqlite",
            ["Database:ConnectionString"] = postgres
                ? new NpgsqlConnectionStringBuilder(args[2]) { Database = name }.ToString()
                : $"Data Source={file}",
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddScoped(_ => user ?? SystemUser.Instance);
        services.AddPortalBusiness(configuration);
        add?.Invoke(services);
        var portal = new BenchmarkPortal(services.BuildServiceProvider(), file, stays);
        await using var db = portal.Open();
        await portal.Services.GetRequiredService<PrepareDatabase>().RunAsync(CancellationToken.None);
        await DemoCompanies.RunAsync(db, TimeProvider.System, CancellationToken.None);
        return portal;
    }

    public PortalDbContext Open() =>
        new(Services.GetRequiredService<DbContextOptions<PortalDbContext>>(), SystemUser.Instance, TimeProvider.System);

    /// <summary>Processor time of the PostgreSQL server if it runs on this machine, of all its processes; nothing for SQLite, which runs in this one.</summary>
    public TimeSpan ServerTime()
    {
        using var db = Open();
        if (!db.Database.IsNpgsql())
        {
            return TimeSpan.Zero;
        }

        var backend = db.Database.SqlQueryRaw<int>("SELECT pg_backend_pid() AS \"Value\"").Single();
        return ServerProcesses.TimeOf(backend);
    }

    public async ValueTask DisposeAsync()
    {
        if (!stays)
        {
            await using var db = Open();
            await db.Database.EnsureDeletedAsync();
        }

        await Services.DisposeAsync();
        if (file is not null && !stays)
        {
            File.Delete(file);
        }
    }
}
