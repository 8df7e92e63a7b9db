using Microsoft.Extensions.Options;
using Portal.Business.Accounts;
using Portal.Business.Data;
using Portal.Web.Scheduling;

namespace Portal.Web;

/// <summary>What happens before the first request.</summary>
internal static partial class Preparation
{
    /// <summary>And what follows when the site answers.</summary>
    public static void AddPreparation(this IServiceCollection services)
    {
        services.AddSingleton<DemoBusinessLater>();
        services.AddHostedService(provider => provider.GetRequiredService<DemoBusinessLater>());
        services.AddSingleton<IBeforeScheduledWork>(provider => provider.GetRequiredService<DemoBusinessLater>());
        services.AddHostedService<StartLeftovers>();
    }

    public static async Task PrepareAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentUser>().ActAsSystem();
        if (services.GetRequiredService<IOptions<DatabaseOptions>>().Value.MigrateAtStart)
        {
            await services.GetRequiredService<PrepareDatabase>().RunAsync(CancellationToken.None);
        }

        if (app.Environment.IsDevelopment())
        {
            var demo = services.GetRequiredService<DemoData>();
            await demo.RunAsync(CancellationToken.None);
            if (DemoBusinessLater.IsWaitedFor(app.Configuration))
            {
                await demo.AddBusinessAsync(CancellationToken.None);
            }

            PrintSignIns(app.Logger, string.Join(Environment.NewLine, DemoAccounts.All.Select(a => $"  {a.Email,-48} {a.Role}")), DemoAccounts.Password);
        }
        else
        {
            await services.GetRequiredService<FirstStart>().IsNeededAsync(CancellationToken.None);
        }
    }

    [LoggerMessage(LogLevel.Information, "Demonstration sign-ins, all with the password {Password}:\n{Accounts}")]
    private static partial void PrintSignIns(ILogger logger, string accounts, string password);
}
