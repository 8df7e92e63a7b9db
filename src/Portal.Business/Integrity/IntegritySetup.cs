using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Scheduling;

namespace Portal.Business.Integrity;

public static class IntegritySetup
{
    public static IServiceCollection AddIntegrity(this IServiceCollection services)
    {
        services.AddSingleton<ISealSource>(new InvoiceSeals(InvoiceKind.Invoice));
        services.AddSingleton<ISealSource>(new InvoiceSeals(InvoiceKind.CreditNote));
        services.AddSingleton<ISealSource, PaymentSeals>();
        services.AddSingleton<ISealSource, ReversalSeals>();
        services.AddSingleton<ISealSource>(new RefundSeals(reversals: false));
        services.AddSingleton<ISealSource>(new RefundSeals(reversals: true));
        services.AddSingleton<ISealSource>(new WriteOffSeals(reversals: false));
        services.AddSingleton<ISealSource>(new WriteOffSeals(reversals: true));
        services.AddSingleton<ISealSource>(new RetentionSeals(reversals: false));
        services.AddSingleton<ISealSource>(new RetentionSeals(reversals: true));
        services.AddScoped<ChainWalk>();
        services.AddScheduledWork<RunIntegrityChecks>(
            "check-integrity", typeof(IntegrityText), WorkSchedule.Every(TimeSpan.FromSeconds(5)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), s => [("Finished", s.Finished), ("Found", s.Found)]));
        return services.AddUseCases("Integrity");
    }
}
