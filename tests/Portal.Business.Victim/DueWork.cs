using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Batches.UseCases;
using Portal.Business.Common;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.Mail.UseCases;

namespace Portal.Business.Victim;

/// <summary>Issues what is due, works off batches, takes in mails of clients and sends what is queued, as the scheduler does, with services of its own.</summary>
public static class DueWork
{
    /// <summary>Under the mail folder: where mails of clients arrive.</summary>
    public const string MailIn = "in";

    public static async Task RunAsync(string database, string connection, string mailFolder, DateTime utcNow, Steps? steps = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = database,
            ["Database:ConnectionString"] = connection,
            ["Mail:PickupFolder"] = mailFolder,
            ["Mail:Parallel"] = "1",
            ["Helpdesk:Mail:Folder"] = Path.Combine(mailFolder, MailIn),
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<TimeProvider>(new FixedClock(utcNow));
        services.AddScoped<ICurrentUser>(_ => SystemUser.Instance);
        if (steps is not null)
        {
            services.AddSingleton(steps);
        }

        services.AddPortalBusiness(configuration);
        await using var provider = services.BuildServiceProvider();
        await InScopeAsync<IssueDueInvoices>(provider, job => job.RunAsync(new IssueDueInvoices.Input(), CancellationToken.None));
        await InScopeAsync<RunBatches>(provider, job => job.RunAsync(CancellationToken.None));
        await InScopeAsync<TakeTicketMail>(provider, job => job.RunAsync(CancellationToken.None));
        await InScopeAsync<SendOutbox>(provider, job => job.RunAsync(CancellationToken.None));
    }

    private static async Task InScopeAsync<T>(ServiceProvider provider, Func<T, Task> run)
        where T : notnull
    {
        await using var scope = provider.CreateAsyncScope();
        await run(scope.ServiceProvider.GetRequiredService<T>());
    }

    private sealed class FixedClock(DateTime utc) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(utc, TimeSpan.Zero);
    }
}
