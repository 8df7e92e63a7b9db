using Portal.Business.Common;
using Portal.Business.Contracts.Billing;
using Portal.Business.Contracts.UseCases;

namespace Portal.Business.Contracts.Scheduled;

/// <summary>Bills by itself what is due of contracts, dated as computed. Forwards to <see cref="RunBilling"/>, as the system.</summary>
public sealed class BillContracts(RunBilling run)
{
    /// <param name="AsOf">Which day it is to be everywhere; to come only where the settings allow it.</param>
    public sealed record Input(DateOnly? AsOf = null);

    public Task<Result<BillingOutcome>> RunAsync(Input input, CancellationToken ct) =>
        run.RunForAsync(SystemUser.Instance, new RunBilling.Input(input.AsOf), pretend: input.AsOf is not null, ct);
}
