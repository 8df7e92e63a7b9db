using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Billing;
using Portal.Business.Data;
using Portal.Business.Scheduling;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// Bills what is due of contracts: the button, and through <see cref="Scheduled.BillContracts"/> the scheduled work. Dates are billed in their
/// order, so that numbers follow the days and what was missed is caught up. Safe to run at any frequency, twice, and on several nodes.
/// </summary>
public sealed class RunBilling(
    PortalDbContextFactory contexts, CompanyBooks books, ContractBilling billing, IOptions<SchedulingOptions> options, ICurrentUser user, TimeProvider clock)
{
    /// <summary>So many contracts share a transaction where their invoices are issued, which others wait for.</summary>
    private const int Together = 100;

    /// <param name="AsOf">The last date of an invoice that is billed; null: today of each company. A day to come bills ahead.</param>
    /// <param name="Chosen">With <see cref="InvoiceDating.Chosen"/>.</param>
    /// <param name="Progress">Told after each transaction.</param>
    public sealed record Input(
        DateOnly? AsOf = null, InvoiceDating Dating = InvoiceDating.AsComputed, DateOnly? Chosen = null, BillingFilter? Filter = null, IProgress<BillingProgress>? Progress = null);

    public async Task<Result<BillingOutcome>> RunAsync(Input input, CancellationToken ct) =>
        user.Has(Permissions.ContractsBill) ? await RunForAsync(user, input, pretend: false, ct) : Refusal.Forbidden;

    /// <param name="pretend">The day is today everywhere: for scheduled work that may run ahead.</param>
    internal async Task<Result<BillingOutcome>> RunForAsync(ICurrentUser actor, Input input, bool pretend, CancellationToken ct)
    {
        var entities = await EntitiesAsync(actor, input.Filter, ct);
        if (await BillingChecks.CheckAsync(contexts, actor, input.AsOf, input.Dating, input.Chosen, input.Filter ?? new BillingFilter(), [.. entities.Select(e => (e, e.Today(clock)))], ct) is { } invalid)
        {
            return invalid;
        }

        if (pretend && !options.Value.MayRunAhead && entities.Exists(e => input.AsOf > e.Today(clock)))
        {
            return Refusal.Invalid("Invoicing.IssueDateInFuture");
        }

        var (outcome, done) = (BillingOutcome.None, 0);
        foreach (var entity in entities)
        {
            var today = pretend && input.AsOf is { } day ? day : entity.Today(clock);
            var through = input.AsOf ?? today;
            var dates = new BillingDates(input.Dating, input.Chosen, today);
            var found = await FindAsync(actor, entity.Id, through, input.Filter ?? new BillingFilter(), ct);
            outcome = outcome.And(BillingOutcome.None with { Waiting = [.. found.Where(e => e.Waits).Select(e => e.Contract)] });
            var entries = found.FindAll(e => !e.Waits);
            var agenda = await BillingDays.DatesAsync(contexts, actor, books, entity.Id, through, today, entries, ct);
            var total = done + agenda.Values.Sum(v => v.Count);
            foreach (var (date, due) in agenda)
            {
                foreach (var chunk in BillingAgenda.Chunks(due, Together))
                {
                    outcome = outcome.And(await billing.BillAsync(actor, entity.Id, date, dates, chunk, ct));
                    done += chunk.Count;
                    input.Progress?.Report(new BillingProgress(done, total, outcome));
                }
            }
        }

        return outcome;
    }

    private async Task<List<LegalEntity>> EntitiesAsync(ICurrentUser actor, BillingFilter? filter, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(actor);
        return await db.LegalEntities.AsNoTracking().Where(e => filter == null || filter.LegalEntityId == null || e.Id == filter.LegalEntityId).OrderBy(e => e.Id).ToListAsync(ct);
    }

    private async Task<List<BillingAgenda.Entry>> FindAsync(ICurrentUser actor, long legalEntityId, DateOnly through, BillingFilter filter, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(actor);
        return await BillingAgenda.FindAsync(db, legalEntityId, through, filter, ct);
    }
}

/// <param name="Done">Dates of contracts that were looked at, of <paramref name="Total"/>.</param>
public sealed record BillingProgress(int Done, int Total, BillingOutcome Outcome);
