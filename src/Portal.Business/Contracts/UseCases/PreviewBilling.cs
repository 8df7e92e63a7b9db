using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Billing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>What a billing run would do now, invoice by invoice, and what it would leave to a person: judged by the same rules, nothing saved.</summary>
public sealed class PreviewBilling(PortalDbContextFactory contexts, CompanyBooks books, ICurrentUser user, TimeProvider clock)
{
    /// <summary>As <see cref="RunBilling.Input"/>.</summary>
    public sealed record Input(
        DateOnly? AsOf = null, InvoiceDating Dating = InvoiceDating.AsComputed, DateOnly? Chosen = null, BillingFilter? Filter = null, PageRequest? Page = null);

    /// <param name="DatedOn">The date that the invoice gets: where it is issued now and a later one is issued already, the day of that one.</param>
    /// <param name="ClientName">All of them, where contracts of several clients share it.</param>
    /// <param name="Total">With the taxes of its date; null where it is credited or held back before it was made.</param>
    /// <param name="Reasons">Why it is left to a person; empty where it is billed.</param>
    public sealed record Row(
        DateOnly InvoiceOn, DateOnly DatedOn, string ClientName, string PayerName, IReadOnlyList<ContractName> Contracts, DateOnly From, DateOnly To, decimal Net, decimal? Total,
        string Currency, ContractDelivery Delivery, bool Credits, IReadOnlyList<Line> Lines, IReadOnlyList<Refusal> Reasons);

    /// <param name="IsAlong">Outside the filter: it shares an invoice with one inside, which is not divided.</param>
    public sealed record ContractName(long Id, string Reference, string Title, bool IsAlong = false);

    /// <param name="Basis">Where the amount comes from, in the reader's language.</param>
    public sealed record Line(string Description, BilledKind Kind, DateOnly From, DateOnly To, decimal Net, string Basis);

    /// <param name="Credits">Of credit notes, before tax only: what they credit of the tax follows from the invoices that they credit.</param>
    public sealed record Sum(string Currency, int Invoices, decimal Net, decimal Total, bool Credits);

    /// <param name="Rows">One page, by date.</param>
    /// <param name="Along">Contracts outside the filter that are billed along.</param>
    /// <param name="Waiting">Contracts that are not billed before an indexation of theirs is taken back.</param>
    /// <param name="NotKept">Of those parked: not written down yet for whoever decides.</param>
    public sealed record View(Page<Row> Rows, IReadOnlyList<Sum> Sums, int Parked, IReadOnlyList<ContractName> Along, IReadOnlyList<BilledContract> Waiting, int NotKept);

    public async Task<Result<View>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsBill))
        {
            return Refusal.Forbidden;
        }

        var (found, filter, along, waiting) = (new List<(ContractsToBill Of, BillingVerdict Verdict)>(), input.Filter ?? new BillingFilter(), new HashSet<long>(), new List<BilledContract>());
        var entities = await EntitiesAsync(filter, ct);
        if (await BillingChecks.CheckAsync(contexts, user, input.AsOf, input.Dating, input.Chosen, filter, [.. entities.Select(e => (e, e.Today(clock)))], ct) is { } invalid)
        {
            return invalid;
        }

        foreach (var entity in entities)
        {
            var entries = await FindAsync(entity.Id, input.AsOf ?? entity.Today(clock), filter, ct);
            waiting.AddRange(entries.Where(e => e.Waits).Select(e => e.Contract));
            found.AddRange(await OfCompanyAsync(entity, input, [.. entries.Where(e => !e.Waits)], along, ct));
        }

        var page = input.Page ?? new PageRequest();
        var ordered = found.OrderBy(f => f.Verdict.Plan.InvoiceOn).ThenBy(f => f.Verdict.Plan.Items[0].Contract.Reference, StringComparer.Ordinal).ToList();
        var sums = ordered.Where(f => !f.Verdict.IsParked).GroupBy(f => (f.Verdict.Plan.Items[0].Contract.Currency, f.Verdict.Plan.Credits))
            .OrderBy(g => g.Key.Currency, StringComparer.Ordinal).ThenBy(g => g.Key.Credits)
            .Select(g => new Sum(g.Key.Currency, g.Count(), g.Sum(f => f.Verdict.Plan.Net), g.Sum(f => f.Verdict.Invoice?.Total ?? f.Verdict.Plan.Net), g.Key.Credits)).ToList();
        return new View(
            new Page<Row>([.. ordered.Skip(page.Skip).Take(page.Take).Select(f => Show(f.Of, f.Verdict, along))], ordered.Count), sums, ordered.Count(f => f.Verdict.IsParked),
            [.. ordered.SelectMany(f => f.Verdict.Plan.Contracts).Where(c => along.Contains(c.Id)).DistinctBy(c => c.Id).Select(c => Named(c, along)).OrderBy(c => c.Reference, StringComparer.Ordinal)], waiting,
            ordered.Count(f => f.Verdict.IsParked && !IsKept(f.Of, f.Verdict.Plan)));
    }

    private static bool IsKept(ContractsToBill of, PlannedInvoice plan) => plan.Contracts.All(c => of.Parked.Any(p => p.ContractId == c.Id && p.InvoiceOn == plan.InvoiceOn));

    /// <summary>Date by date over all contracts, as a run bills them: what is dated earlier counts for the limits of what comes later.</summary>
    private async Task<List<(ContractsToBill Of, BillingVerdict Verdict)>> OfCompanyAsync(LegalEntity entity, Input input, List<BillingAgenda.Entry> entries, HashSet<long> along, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var (today, tally) = (entity.Today(clock), new InvoiceTally());
        var (through, dates) = (input.AsOf ?? today, new BillingDates(input.Dating, input.Chosen, today));
        var judges = new List<(ContractsToBill Of, BillingJudge Judge)>();
        foreach (var chunk in BillingAgenda.Chunks(entries, BillingAgenda.Chunk))
        {
            var of = await ContractsToBill.LoadAsync(db, books, entity.Id, [.. chunk.Select(e => e.ContractId)], tracked: false, ct);
            var (judge, until) = (new BillingJudge(of, dates, tally, clock.GetUtcNow().UtcDateTime), BillingDays.Until(of.Contracts, chunk, through, today));
            await judge.LookAsync(db, c => until[c.Contract.Id], only: null, ct);
            judges.Add((of, judge));
            along.UnionWith(chunk.Where(e => e.IsAlong).Select(e => e.ContractId));
        }

        var found = new List<(ContractsToBill Of, BillingVerdict Verdict)>();
        foreach (var date in judges.SelectMany(j => j.Judge.Dates).Distinct().Order().ToList())
        {
            foreach (var (of, judge) in judges.Where(j => j.Judge.Has(date)))
            {
                found.AddRange((await judge.JudgeAsync(db, date, ct)).Select(v => (of, v)));
            }
        }

        return found;
    }

    private async Task<List<LegalEntity>> EntitiesAsync(BillingFilter filter, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        return await db.LegalEntities.AsNoTracking().Where(e => filter.LegalEntityId == null || e.Id == filter.LegalEntityId).OrderBy(e => e.Id).ToListAsync(ct);
    }

    private async Task<List<BillingAgenda.Entry>> FindAsync(long legalEntityId, DateOnly through, BillingFilter filter, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        return await BillingAgenda.FindAsync(db, legalEntityId, through, filter, ct);
    }

    private static Row Show(ContractsToBill of, BillingVerdict verdict, HashSet<long> along)
    {
        var (plan, language) = (verdict.Plan, System.Globalization.CultureInfo.CurrentUICulture.Name is { Length: > 0 } name ? name : "en-CA");
        var first = plan.Items[0].Contract;
        return new Row(
            plan.InvoiceOn, verdict.IssueOn ?? verdict.DatedOn, string.Join(", ", plan.Contracts.Select(c => of.Clients[c.ClientId].Name).Distinct()), of.Clients[first.PayerId].Name,
            [.. plan.Contracts.Select(c => Named(c, along))], plan.Items.Min(i => i.Due.From), plan.Items.Max(i => i.Due.To), plan.Net,
            verdict.Invoice?.Total, first.Currency, first.Delivery, plan.Credits,
            [.. plan.Items.Select(i => new Line(i.Description, i.Due.Kind, i.Due.From, i.Due.To, i.Due.Net, AmountTexts.Say(i.Due, first.Currency, language)))],
            verdict.Reasons);
    }

    private static ContractName Named(Contract contract, HashSet<long> along) => new(contract.Id, contract.Reference, contract.Title, along.Contains(contract.Id));
}
