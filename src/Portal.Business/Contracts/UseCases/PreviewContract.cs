using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Billing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The next invoices of a contract, exactly as a billing run will make them: both ask <see cref="DueBilling"/> what and <see cref="BillingPlan"/> on which invoice. Nothing is written.</summary>
public sealed class PreviewContract(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public const int Most = 36;

    /// <summary>How far ahead a yearly contract of thirty-six invoices reaches.</summary>
    private const int Years = 38;

    /// <param name="On">The date of the invoice.</param>
    /// <param name="Lines">What stands on it.</param>
    public sealed record Coming(DateOnly On, IReadOnlyList<Item> Lines)
    {
        public DateOnly From => Lines.Min(l => l.From);

        public DateOnly To => Lines.Max(l => l.To);

        /// <summary>Before tax.</summary>
        public decimal Net => Lines.Sum(l => l.Net);

        public bool IsPartial => Lines.Any(l => l.IsPartial);
    }

    /// <param name="IsPartial">Costs the days of a part of a whole period.</param>
    /// <param name="Days">Of a part: its days and those of the whole period.</param>
    public sealed record Item(long LineId, BilledKind Kind, string Description, DateOnly From, DateOnly To, decimal Quantity, decimal Net, bool IsFirst, bool IsPartial, (int Of, int Whole)? Days);

    /// <summary>What a person decided at one time not to bill of a date.</summary>
    /// <param name="Lines">The descriptions of its lines and charges.</param>
    public sealed record Skipped(
        DateOnly On, DateTime At, DateOnly From, DateOnly To, IReadOnlyList<string> Lines, decimal Net, string Reason, string By, DateOnly DecidedOn);

    /// <param name="WhileDraft">Nothing is active yet: what it would bill if its lines were activated now.</param>
    public sealed record Preview(IReadOnlyList<Coming> Invoices, string Currency, bool WhileDraft)
    {
        /// <summary>The latest first.</summary>
        public IReadOnlyList<Skipped> Skips { get; init; } = [];
    }

    public async Task<Result<Preview>> RunAsync(long contractId, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await ContractAccess.Whole(db.Contracts.AsNoTracking()).SingleOrDefaultAsync(c => c.Id == contractId, ct) is not { } contract)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var today = entity.Today(clock);
        var whileDraft = contract.Status == ContractStatus.Draft;
        if (whileDraft && !contract.ActivateLines(today).Succeeded)
        {
            return new Preview([], contract.Currency, whileDraft);
        }

        var billed = await ContractAccess.BilledAsync(db, [contractId], ct);
        var visits = await ContractAccess.VisitsAsync(db, [contract], ct);
        var skips = await db.BilledPeriods.AsNoTracking().Where(b => b.ContractId == contractId && b.InvoiceId == null).ToListAsync(ct);
        return new Preview(Of(contract, billed, today, visits), contract.Currency, whileDraft)
        {
            Skips =
            [
                .. skips.GroupBy(b => (b.InvoiceOn, At: b.SkippedAt!.Value)).OrderByDescending(g => g.Key.InvoiceOn).ThenByDescending(g => g.Key.At).Select(g => new Skipped(
                    g.Key.InvoiceOn, g.Key.At, g.Min(b => b.From), g.Max(b => b.To), [.. g.Select(b => contract.DescriptionOf(b.LineId, b.Kind)).Distinct()], g.Sum(b => b.Net),
                    g.First().SkipReason, g.First().SkippedByName, entity.DayOf(g.Key.At))),
            ],
        };
    }

    /// <summary>What is not billed yet, as invoices, the next ones first.</summary>
    internal static IReadOnlyList<Coming> Of(Contract contract, BilledOfContracts billed, DateOnly today, IReadOnlyCollection<DoneVisit> visits, DateOnly? until = null)
    {
        if (!contract.Bills)
        {
            return [];
        }

        var from = today > contract.StartsOn ? today : contract.StartsOn;
        var through = until ?? from.AddYears(contract.Frequency == BillingFrequency.PerVisit || contract.LastDay is not null ? Years : contract.Terms[0].Months * Most / 12 + 2);
        var due = DueBilling.Of(contract, through, visits, billed).Where(i => i.IsKnownOn(today) && !billed.Has(i)).Select(i => new PlannedItem(contract, i));
        return
        [
            .. BillingPlan.Group(due).Take(until is null ? Most : int.MaxValue)
                .Select(p => new Coming(p.InvoiceOn, [.. p.Items.Select(i => ItemOf(contract, i.Due))])),
        ];
    }

    private static Item ItemOf(Contract contract, DueItem item)
    {
        var line = contract.Lines.Find(l => l.Id == item.LineId);
        var isFirst = item.Kind == BilledKind.Period && line?.PreviousId is null && item.From == (line?.StartsOn ?? contract.StartsOn);
        var (days, of) = (item.To.DayNumber - item.From.DayNumber + 1, item.Amount?.OfDays ?? 0);
        var paid = item.Kind == BilledKind.Period ? item.Amount?.Days : null;
        return new Item(
            item.LineId, item.Kind, contract.DescriptionOf(item.LineId, item.Kind), item.From, item.To, item.Quantity, item.Net,
            isFirst, paid is not null || (isFirst && days != of), paid is { } part ? (part, of) : null);
    }
}
