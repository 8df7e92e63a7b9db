using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business;
using Portal.Business.Batches.UseCases;
using Portal.Business.Common;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.Mail.UseCases;

// Issues what is due, works off batches and sends what is queued, as the scheduler does, and dies at a step:
//   Portal.Business.Victim PROVIDER CONNECTION MAIL_FOLDER UTC_NOW [STEP TIMES]
// Without a step it works to the end. Dying is SIGKILL: nothing is cleaned up.
var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Database:Provider"] = args[0],
    ["Database:ConnectionString"] = args[1],
    ["Mail:PickupFolder"] = args[2],
    ["Mail:Parallel"] = "1",
}).Build();
var services = new ServiceCollection();
services.AddSingleton<IConfiguration>(configuration);
services.AddSingleton<TimeProvider>(new FixedClock(DateTime.Parse(args[3], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)));
services.AddScoped<ICurrentUser>(_ => SystemUser.Instance);
if (args.Length > 4)
{
    services.AddSingleton<Steps>(new DeadlySteps(args[4], int.Parse(args[5], CultureInfo.InvariantCulture)));
}

services.AddPortalBusiness(configuration);
await using var provider = services.BuildServiceProvider();
await using (var scope = provider.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), CancellationToken.None);
}

await using (var scope = provider.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<RunBatches>().RunAsync(CancellationToken.None);
}

await using (var scope = provider.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<SendOutbox>().RunAsync(CancellationToken.None);
}

return 0;

internal sealed class DeadlySteps(string deadly, int times) : Steps
{
    private int reached;

    public override void Reached(string step)
    {
        if (step == deadly && Interlocked.Increment(ref reached) == times)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}

internal sealed class FixedClock(DateTime utc) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(utc, TimeSpan.Zero);
}
