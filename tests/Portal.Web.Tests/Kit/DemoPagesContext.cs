using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Web.Tests.Security;

namespace Portal.Web.Tests.Kit;

/// <summary>Draws pages with the real use cases on a small database, on a day that stands still.</summary>
public abstract class DemoPagesContext : KitContext, IAsyncLifetime
{
    private readonly PortalApp app = new()
    {
        Settings = { ["Scheduling:Enabled"] = "false" },
        Configure = services => services.AddScoped<ICurrentUser>(_ => SystemUser.Instance).AddSingleton<TimeProvider>(new StoppedClock(new DateTime(2026, 11, 30, 15, 0, 0, DateTimeKind.Utc))),
    };

    private IServiceScope scope = default!;

    /// <summary>Who buys.</summary>
    protected long ClientId { get; private set; }

    async Task IAsyncLifetime.InitializeAsync()
    {
        await app.AsSystemAsync<DemoData>(demo => demo.RunAsync(default));
        scope = app.Services.CreateScope();
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
        await using var db = await OpenAsync();
        ClientId = await db.Clients.Where(c => c.Name.Contains("Fleuve")).Select(c => c.Id).FirstAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        scope.Dispose();
        await app.DisposeAsync();
    }

    protected Task<PortalDbContext> OpenAsync() => Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();

    protected T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
}
