using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>The clerk's list: one page of it, with the totals of the whole filter.</summary>
public sealed class ListInvoices(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <summary>What the list opens on: everything that waits for the clerk.</summary>
    public static IReadOnlyList<InvoiceStatus> OpeningStatuses { get; } =
        [InvoiceStatus.ProformaInPreparation, InvoiceStatus.ProformaSent, InvoiceStatus.ReadyToSend];

    /// <param name="Statuses">Null or empty shows all.</param>
    /// <param name="From">First day of issue (of the planned issue for proformas).</param>
    /// <param name="OnlyToIssue">Proformas whose day has come, or that wait for a person.</param>
    /// <param name="DueFrom">With <paramref name="DueTo"/>: the day that is shown as due.</param>
    /// <param name="AttentionKey">Only what waits for a person for this reason.</param>
    /// <param name="Ids">Only these; null all.</param>
    /// <param name="Periods">Narrows what the days above leave.</param>
    /// <param name="ContractId">Those that bill it, and their credit notes.</param>
    public sealed record Filter(
        string Search = "",
        IReadOnlyList<InvoiceStatus>? Statuses = null,
        InvoiceKind? Kind = null,
        long? LegalEntityId = null,
        long? ClientId = null,
        long? JobId = null,
        DateOnly? From = null,
        DateOnly? To = null,
        bool OnlyUnpaid = false,
        bool OnlyOverdue = false,
        bool OnlyAttention = false,
        bool OnlyToIssue = false,
        bool OnlyIssued = false,
        DateOnly? DueFrom = null,
        DateOnly? DueTo = null,
        string? Currency = null,
        bool OnlyDisputed = false,
        string? AttentionKey = null,
        decimal? MinTotal = null,
        decimal? MaxTotal = null,
        IReadOnlyList<long>? Ids = null,
        InvoicePeriods? Periods = null,
        long? ContractId = null);

    /// <param name="DueOn">Of the oldest instalment that is open; of what is settled, the last.</param>
    public sealed record Row(
        long Id, InvoiceKind Kind, InvoiceStatus Status, string Number, long ClientId, string ClientName, long? JobId, string? JobNumber, string Title,
        DateOnly? IssuedOn, DateOnly? PlannedOn, DateOnly? DueOn, bool IsOverdue, decimal Net, decimal Total, decimal Paid, decimal Credited, decimal Balance,
        string Currency, AccountingState Accounting, string? Attention, int Version, bool IsDeposit = false, bool IsDisputed = false);

    /// <summary>What the filter adds up to, by currency; credit notes count negative.</summary>
    /// <param name="Open">Of the balance, what falls due in <see cref="InvoicePeriods.Open"/>; null where that was not asked.</param>
    public sealed record Sum(string Currency, decimal Net, decimal Total, decimal Balance, decimal? Open = null);

    public sealed record Found(Page<Row> Page, IReadOnlyList<Sum> Sums);

    public async Task<Result<Found>> RunAsync(Filter filter, PageRequest page, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var days = await DueDays.LoadAsync(db, clock, ct);
        var periods = await InvoiceNarrowing.LoadAsync(db, filter, days.Today, ct);
        var found = await InvoiceListing.FewAsync(db, filter, ct) is { } few
            ? InvoiceListing.Matching(db, filter with { Search = "" }, days, periods).Where(i => few.Contains(i.Id))
            : InvoiceListing.Matching(db, filter, days, periods);

        // Grouped by the bare columns, SQLite walks the index that has them in order, and reads each wide row for what that index does not
        // hold. An expression leaves it the choice of the index that serves the filter.
        var amounts = IsInIndexOfSums(filter)
            ? found.Select(i => new { i.Currency, i.Kind, i.Net, i.Total, i.Balance })
            : found.Select(i => new { Currency = i.Currency + "", i.Kind, i.Net, i.Total, i.Balance });
        var sums = await amounts.GroupBy(i => new { i.Currency, i.Kind })
            .Select(g => new { g.Key.Currency, g.Key.Kind, Count = g.Count(), Net = g.Sum(i => i.Net), Total = g.Sum(i => i.Total), Balance = g.Sum(i => i.Balance) })
            .ToListAsync(ct);

        // Sorting reads narrow rows of an index; the wide ones are read for one page only.
        var ids = await InvoiceListing.Sorted(found, page).Skip(page.Skip).Take(page.Take).Select(i => i.Id).ToListAsync(ct);
        var rows = await InvoiceListing.Project(db, db.Invoices.AsNoTracking().Where(i => ids.Contains(i.Id)), days).ToDictionaryAsync(r => r.Id, ct);
        var open = filter.Periods?.Open is null ? null : await periods.OpenAsync(found, ct);
        return new Found(
            new Page<Row>([.. ids.Where(rows.ContainsKey).Select(id => rows[id])], sums.Sum(s => s.Count)),
            [.. sums.GroupBy(s => s.Currency).OrderBy(g => g.Key).Select(g => new Sum(
                g.Key, g.Sum(s => Signed(s.Kind, s.Net)), g.Sum(s => Signed(s.Kind, s.Total)), g.Sum(s => s.Balance), open?.GetValueOrDefault(g.Key)))]);
    }

    private static bool IsInIndexOfSums(Filter filter) =>
        filter with { Statuses = null, Kind = null, Currency = null, OnlyIssued = false, Search = filter.Search.Trim() } == new Filter();

    private static decimal Signed(InvoiceKind kind, decimal amount) => kind == InvoiceKind.CreditNote ? -amount : amount;

    /// <summary>All rows of the filter, one after the other, for an export.</summary>
    public async IAsyncEnumerable<Row> StreamAsync(
        Filter filter, PageRequest page, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            yield break;
        }

        await using var db = contexts.CreateDbContext();
        var days = await DueDays.LoadAsync(db, clock, ct);
        var periods = await InvoiceNarrowing.LoadAsync(db, filter, days.Today, ct);
        await foreach (var row in InvoiceListing.Project(db, InvoiceListing.Sorted(InvoiceListing.Matching(db, filter, days, periods), page), days).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return row;
        }
    }

    /// <summary>What the filter finds, for use cases that act on all of it. Whoever calls has checked the permission.</summary>
    internal static async Task<IQueryable<Invoice>> SelectAsync(PortalDbContext db, Filter filter, TimeProvider clock, CancellationToken ct)
    {
        var days = await DueDays.LoadAsync(db, clock, ct);
        return InvoiceListing.Matching(db, filter, days, await InvoiceNarrowing.LoadAsync(db, filter, days.Today, ct));
    }
}
