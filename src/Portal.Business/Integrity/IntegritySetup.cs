using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Payments;
using Portal.Business.Scheduling;

namespace Portal.Business.Integrity;

public static class IntegritySetup
{
    public static IServiceCollection AddIntegrity(this IServiceCollection services)
    {
        services.AddSingleton<ISealSource>(new InvoiceSeals(InvoiceKind.Invoice));
        services.AddSingleton<ISealSource>(new InvoiceSeals(InvoiceKind.CreditNote));
        services.AddSingleton<ISealSource, PaymentSeals>();
        services.AddSingleton<ISealSource, RefundSeals>();
        services.AddSingleton<ISealSource, WriteOffSeals>();
        services.AddSingleton<ISealSource>(new ReversalSeals<Payment>(SealedKind.PaymentReversal));
        services.AddSingleton<ISealSource>(new ReversalSeals<Refund>(SealedKind.RefundReversal));
        services.AddSingleton<ISealSource>(new ReversalSeals<WriteOff>(SealedKind.WriteOffReversal));
        services.AddSingleton<ISealSource>(new AllocationSeals(undone: false));
        services.AddSingleton<ISealSource>(new AllocationSeals(undone: true));
        services.AddSingleton<ISealSource, RetentionSeals>();
        services.AddSingleton<ISealSource>(new ReversalSeals<RetentionRelease>(SealedKind.RetentionReversal));
        services.AddSingleton<ISealSource, ChargebackFeeSeals>();
        services.AddSingleton<ISealSource>(new ReversalSeals<ChargebackFee>(SealedKind.ChargebackFeeReversal));
        services.AddScoped<ChainWalk>();
        services.AddScheduledWork<RunIntegrityChecks>(
            "check-integrity", typeof(IntegrityText), WorkSchedule.Every(TimeSpan.FromSeconds(5)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), s => [("Finished", s.Finished), ("Found", s.Found)]));
        return services.AddUseCases("Integrity");
    }
}
