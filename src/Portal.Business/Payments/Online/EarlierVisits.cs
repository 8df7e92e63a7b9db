using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.Online;

/// <summary>
/// Before a client is sent to a card page, the provider is asked about every earlier one for the same invoices that nobody has concluded,
/// and a page that still stands for another sum is closed: so that nobody pays twice.
/// </summary>
public sealed class EarlierVisits(PaymentProviders providers, OnlineConclusion conclusion, TimeProvider clock)
{
    /// <param name="same">The visit for just what is to be paid now, if there is one: its page stays open.</param>
    /// <param name="owed">What is to be paid now: a page for just that, which another click opened since, is not closed but read anew.</param>
    /// <returns>
    /// Refused with <see cref="Refusal.Stale"/> when something became known and all is to be read anew, and with "Payments.BeingProcessed"
    /// while money may be on its way. Else whether the payer may go on to the page of <paramref name="same"/>.
    /// </returns>
    public async Task<Result<bool>> SettleAsync(
        PortalDbContext db, IReadOnlyCollection<long> invoiceIds, OnlinePayment? same, IReadOnlyCollection<Share> owed, CancellationToken ct)
    {
        var (now, goOn, news) = (clock.GetUtcNow().UtcDateTime, false, false);
        var earlier = await db.OnlinePayments.AsNoTracking().Include(p => p.Shares)
            .Where(p => p.ConcludedAt == null && p.ProviderReference != null && p.Shares.Any(s => invoiceIds.Contains(s.InvoiceId))).ToListAsync(ct);
        if (earlier.Exists(v => v.Id != same?.Id && v.Shares.Any(s => s.OpenKey != null) && v.CanGoOn(now) && v.IsFor(owed)))
        {
            return Refusal.Stale;
        }

        foreach (var visit in earlier)
        {
            var isSame = visit.Id == same?.Id && visit.CanGoOn(now);
            var said = await AskAsync(visit, keep: isSame, ct);
            switch (said.Outcome)
            {
                case CheckoutOutcome.Pending:
                    goOn |= isSame;
                    break;
                case CheckoutOutcome.Unknown when visit.MayHaveBeenPaid(now):
                    return Refusal.NotNow("Payments.BeingProcessed", (visit.Amount, visit.Currency));
                case CheckoutOutcome.Unknown:
                    goOn |= isSame;
                    break;
                case CheckoutOutcome.Processing:
                    await conclusion.ApplyAsync(visit.Id, visit.ProviderReference!, said, ConclusionSource.ReturnPage, null, ct);
                    return Refusal.NotNow("Payments.BeingProcessed", (visit.Amount, visit.Currency));
                default:
                    news |= (await conclusion.ApplyAsync(visit.Id, visit.ProviderReference!, said, ConclusionSource.Check, null, ct)).Succeeded;
                    break;
            }
        }

        return news ? Refusal.Stale : goOn;
    }

    private async Task<CheckoutState> AskAsync(OnlinePayment visit, bool keep, CancellationToken ct)
    {
        if (providers.Find(visit.Provider) is not { } provider)
        {
            return CheckoutState.Unknown;
        }

        var said = await provider.FindAsync(visit.ProviderReference!, ct);
        return said.Outcome == CheckoutOutcome.Pending && !keep ? await provider.CloseAsync(visit.ProviderReference!, ct) : said;
    }
}
