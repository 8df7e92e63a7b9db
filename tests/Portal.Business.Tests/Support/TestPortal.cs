using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Tests.Support;

/// <summary>
/// The whole business on a fresh database of its own, with a clock and a user that the test sets. Each <see cref="Get{T}"/> has a
/// scope of its own, as a request would.
/// </summary>
public sealed class TestPortal : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly List<AsyncServiceScope> scopes = [];

    private TestPortal(DatabaseOptions database, Action<IServiceCollection>? more)
    {
        Database = database;
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = database.Provider.ToString(),
            ["Database:ConnectionString"] = database.ConnectionString,
            ["Database:MaxBatchSize"] = database.MaxBatchSize?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        }).Build();
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(Configuration);
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddScoped<ICurrentUser>(_ => User);
        collection.AddPortalBusiness(Configuration);
        more?.Invoke(collection);
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public IConfiguration Configuration { get; }

    public DatabaseOptions Database { get; }

    public TestClock Clock { get; } = new(new DateTime(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc));

    /// <summary>Who acts next; the administrator at first.</summary>
    public ICurrentUser User { get; set; } = TestUser.Administrator;

    public static async Task<TestPortal> StartAsync(DatabaseProvider provider, Action<IServiceCollection>? more = null) =>
        new(await TestDatabases.CreateAsync(provider), more);

    /// <summary>A service in a scope of its own.</summary>
    public T Get<T>()
        where T : notnull
    {
        var scope = services.CreateAsyncScope();
        lock (scopes)
        {
            scopes.Add(scope);
        }

        return scope.ServiceProvider.GetRequiredService<T>();
    }

    /// <summary>A context that sees everything, to arrange and to look.</summary>
    public PortalDbContext Open() => TestDatabases.Open(Database, SystemUser.Instance, Clock);

    public async ValueTask DisposeAsync()
    {
        foreach (var scope in scopes)
        {
            await scope.DisposeAsync();
        }

        await services.DisposeAsync();
        await TestDatabases.DropAsync(Database);
    }
}

/// <summary>A clock that stands still until the test moves it.</summary>
public sealed class TestClock(DateTime utc) : TimeProvider
{
    private DateTimeOffset now = new(utc, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Set(DateTime newUtc) => now = new DateTimeOffset(newUtc, TimeSpan.Zero);

    public void Advance(TimeSpan by) => now += by;
}

public sealed record TestUser(long? UserId, string Name, IReadOnlyCollection<string> Permissions, ClientScope Clients) : ICurrentUser
{
    public static TestUser Administrator { get; } = new(1, "Ada Admin", Portal.Business.Common.Permissions.All.ToHashSet(), ClientScope.Everyone);

    public static TestUser InRole(string role) => new(2, role, DefaultRoles.Grants[role].ToHashSet(), ClientScope.Everyone);

    public static TestUser With(params string[] permissions) => new(3, "Somebody", permissions.ToHashSet(), ClientScope.Everyone);

    public static TestUser OfClients(params long[] clientIds) =>
        new(4, "Client user", DefaultRoles.Grants[DefaultRoles.Client].ToHashSet(), ClientScope.Only(clientIds));

    public bool Has(string permission) => Permissions.Contains(permission);
}
