using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments.Online;

namespace Portal.Business.Payments.UseCases;

/// <summary>
/// Asks the providers about online payments that nobody has concluded, at growing intervals. Safe at any frequency: what is known
/// already changes nothing.
/// </summary>
public sealed partial class CheckOnlinePayments(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, PaymentProviders providers, OnlineConclusion conclusion, TimeProvider clock,
    ILogger<CheckOnlinePayments> log)
{
    private const int Most = 200;

    public sealed record Summary(int Checked, int Succeeded, int Open);

    public async Task<Result<Summary>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.SchedulerManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.OnlinePayments.AsNoTracking().Where(p => p.NextCheckAt <= now).OrderBy(p => p.NextCheckAt).Take(Most)
            .Select(p => new Due(p.Id, p.Provider, p.ProviderReference)).ToListAsync(ct);
        var (succeeded, open) = (0, 0);
        foreach (var payment in due)
        {
            var said = await AskAsync(payment, ct);
            var applied = await conclusion.ApplyAsync(payment.Id, payment.Reference ?? "", said, ConclusionSource.Check, null, ct);
            if (!applied.Succeeded)
            {
                LogNotApplied(log, payment.Id, applied.Refusal!.Code);
            }

            succeeded += applied.Succeeded && said.Outcome == CheckoutOutcome.Succeeded ? 1 : 0;
            open += said.Outcome is CheckoutOutcome.Pending or CheckoutOutcome.Processing or CheckoutOutcome.Unknown ? 1 : 0;
        }

        return new Summary(due.Count, succeeded, open);
    }

    /// <summary>Without a reference the payer never saw a card page: the process ended before the provider answered.</summary>
    private async Task<CheckoutState> AskAsync(Due payment, CancellationToken ct)
    {
        if (payment.Reference is null)
        {
            return CheckoutState.Abandoned;
        }

        try
        {
            return providers.Find(payment.Provider) is { } provider ? await provider.FindAsync(payment.Reference, ct) : CheckoutState.Unknown;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            LogNotAsked(log, e, payment.Id);
            return CheckoutState.Unknown;
        }
    }

    private sealed record Due(long Id, string Provider, string? Reference);

    [LoggerMessage(LogLevel.Warning, "Online payment {OnlinePaymentId} could not be brought up to date: {Reason}")]
    private static partial void LogNotApplied(ILogger logger, long onlinePaymentId, string reason);

    [LoggerMessage(LogLevel.Warning, "The provider of online payment {OnlinePaymentId} could not be asked")]
    private static partial void LogNotAsked(ILogger logger, Exception e, long onlinePaymentId);
}
