using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Contracts.Listing;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.UseCases;

/// <summary>One page of the contracts, the newest first, and what the filter adds up to in a year.</summary>
public sealed class ListContracts(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Running">Only those that go on: drafts, active ones, paused ones.</param>
    /// <param name="ClientId">As the client or as the payer.</param>
    /// <param name="Answer">Only those that the client was sent to approve.</param>
    /// <param name="RenewsWithin">Only those whose period or term comes to its end within so many days.</param>
    public sealed record Input(
        PageRequest Page, string Search = "", ContractStatus? Status = null, bool Running = false, long? ClientId = null, BillingFrequency? Frequency = null,
        BillingTiming? Timing = null, ContractKind? Kind = null, DateOnly? NextUntil = null, long? PayerId = null, int? RenewsWithin = null, ContractAnswerState? Answer = null);

    /// <param name="AnnualNet">Before tax, of the lines that go on, each once however it is amended later; of a draft, of its draft lines.</param>
    /// <param name="EndsOn">Null: it goes on.</param>
    /// <param name="Next">What is known of the next invoice of a contract billed by visits that has no date yet.</param>
    public sealed record Row(
        long Id, string Reference, string Title, string Client, string Payer, ContractStatus Status, ContractKind Kind, BillingFrequency Frequency, BillingTiming Timing,
        DateOnly StartsOn, DateOnly? EndsOn, DateOnly? NextInvoiceOn, decimal AnnualNet, string Currency, ContractAnswerState Answer,
        NextInvoice? Next = null);

    public sealed record CurrencyTotal(string Currency, decimal AnnualNet);

    public sealed record Listed(Page<Row> Page, IReadOnlyList<CurrencyTotal> Totals);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var days = await DueDays.LoadAsync(db, clock, ct);
        var (today, tomorrow, ahead) = (days.Today, days.Today.AddDays(1), days.Ahead);
        var now = clock.GetUtcNow().UtcDateTime;
        var contracts = ContractFilter.Of(db, input, days.Today, now);
        var count = await contracts.CountAsync(ct);
        var counted = ContractFilter.LinesOfAYear(db, ahead, today, tomorrow);
        var totals = await contracts.Join(counted, c => c.Id, l => l.ContractId, (c, l) => new { c.Currency, l.AnnualNet })
            .GroupBy(l => l.Currency).Select(g => new CurrencyTotal(g.Key, g.Sum(l => l.AnnualNet))).ToListAsync(ct);
        var (offers, outOfTime) = (WaitingContracts.Offers(db), WaitingContracts.OutOfTime(db, now));
        var page = await ContractOrder.Sort(ContractOrder.Of(db, contracts, counted), input.Page).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(r => new
            {
                r.Contract.Id,
                r.Contract.Reference,
                r.Contract.Title,
                r.Client,
                r.Payer,
                r.Contract.Status,
                r.Contract.Kind,
                r.Contract.Frequency,
                r.Contract.Timing,
                r.Contract.StartsOn,
                r.Contract.EndsOn,
                r.Contract.EndedOn,
                r.Contract.RenewsAutomatically,
                r.Contract.NextInvoiceOn,
                r.Annual,
                r.Contract.Currency,
                Answer = outOfTime.Any(o => o.ContractId == r.Contract.Id) ? ContractAnswerState.OutOfTime
                    : offers.Any(o => o.ContractId == r.Contract.Id) ? ContractAnswerState.Waiting : ContractAnswerState.None,
            })
            .ToListAsync(ct);
        var next = await NextInvoice.OfAsync(db, [.. page.Where(r => r.Frequency == BillingFrequency.PerVisit && r.NextInvoiceOn == null).Select(r => r.Id)], days.Today, ct);
        return new Listed(
            new Page<Row>(
                [.. page.Select(r => new Row(
                    r.Id, r.Reference, r.Title, r.Client, r.Payer, r.Status, r.Kind, r.Frequency, r.Timing, r.StartsOn, r.EndedOn ?? (r.RenewsAutomatically ? null : r.EndsOn),
                    r.NextInvoiceOn, r.Annual, r.Currency, r.Answer, next.GetValueOrDefault(r.Id)))],
                count),
            [.. totals.OrderBy(t => t.Currency, StringComparer.Ordinal)]);
    }
}
