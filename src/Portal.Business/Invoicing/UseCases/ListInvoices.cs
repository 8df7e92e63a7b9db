using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>The clerk's list: one page of it, with the totals of the whole filter.</summary>
public sealed class ListInvoices(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    private const int Few = 500;

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
        var found = await FewAsync(db, filter, ct) is { } few
            ? Matching(db, filter with { Search = "" }, days, periods).Where(i => few.Contains(i.Id))
            : Matching(db, filter, days, periods);

        // Grouped by the bare columns, SQLite walks the index that has them in order, and reads each wide row for what that index does not
        // hold. An expression leaves it the choice of the index that serves the filter.
        var amounts = IsInIndexOfSums(filter)
            ? found.Select(i => new { i.Currency, i.Kind, i.Net, i.Total, i.Balance })
            : found.Select(i => new { Currency = i.Currency + "", i.Kind, i.Net, i.Total, i.Balance });
        var sums = await amounts.GroupBy(i => new { i.Currency, i.Kind })
            .Select(g => new { g.Key.Currency, g.Key.Kind, Count = g.Count(), Net = g.Sum(i => i.Net), Total = g.Sum(i => i.Total), Balance = g.Sum(i => i.Balance) })
            .ToListAsync(ct);

        // Sorting reads narrow rows of an index; the wide ones are read for one page only.
        var ids = await Sorted(found, page).Skip(page.Skip).Take(page.Take).Select(i => i.Id).ToListAsync(ct);
        var rows = await Project(db, db.Invoices.AsNoTracking().Where(i => ids.Contains(i.Id)), days).ToDictionaryAsync(r => r.Id, ct);
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
        await foreach (var row in Project(db, Sorted(Matching(db, filter, days, periods), page), days).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return row;
        }
    }

    /// <summary>What the filter finds, for use cases that act on all of it. Whoever calls has checked the permission.</summary>
    internal static async Task<IQueryable<Invoice>> SelectAsync(PortalDbContext db, Filter filter, TimeProvider clock, CancellationToken ct)
    {
        var days = await DueDays.LoadAsync(db, clock, ct);
        return Matching(db, filter, days, await InvoiceNarrowing.LoadAsync(db, filter, days.Today, ct));
    }

    /// <summary>
    /// The ids of what a search finds where it is little, read from the index of the search key alone; null without a search or where
    /// it finds much, so that rows in the order of the list come soon.
    /// </summary>
    private static async Task<List<long>?> FewAsync(PortalDbContext db, Filter filter, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(filter.Search))
        {
            return null;
        }

        var ids = await db.Invoices.Matching(i => i.SearchKey, filter.Search).OrderBy(i => i.SearchKey).Select(i => i.Id).Take(Few + 1).ToListAsync(ct);
        return ids.Count > Few ? null : ids;
    }

    private static IQueryable<Invoice> Matching(PortalDbContext db, Filter filter, DueDays days, InvoiceNarrowing periods)
    {
        var found = periods.Apply(db.Invoices.AsNoTracking().Matching(i => i.SearchKey, filter.Search), filter);
        if (filter.Statuses is { Count: > 0 } statuses)
        {
            found = OfStatuses(found, statuses);
        }

        var (kind, entity, client, job, from, to) = (filter.Kind, filter.LegalEntityId, filter.ClientId, filter.JobId, filter.From, filter.To);

        // Said as a constant, so that the index of credit notes is seen to hold them all.
        found = kind switch
        {
            null => found,
            InvoiceKind.CreditNote => found.Where(i => i.Kind == InvoiceKind.CreditNote),
            _ => found.Where(i => i.Kind == kind),
        };
        found = entity is null ? found : found.Where(i => i.LegalEntityId == entity);
        found = client is null ? found : found.Where(i => i.ClientId == client || i.BilledToId == client);
        found = job is { } ofJob ? found.OfJob(db, ofJob) : found;
        found = filter.ContractId is { } contract ? found.OfContract(db, contract) : found;
        found = from is null ? found : found.Where(i => i.Day >= from);
        found = to is null ? found : found.Where(i => i.Day <= to);
        found = !filter.OnlyUnpaid ? found : found.Where(i => i.Balance > 0);
        found = !filter.OnlyOverdue ? found : found.Where(days.IsOverdue);
        found = !filter.OnlyToIssue ? found : found.Where(days.IsToIssue);
        found = !filter.OnlyIssued ? found : OfStatuses(found, [InvoiceStatus.ReadyToSend, InvoiceStatus.Sent]);
        found = !filter.OnlyDisputed ? found : found.Where(i => i.DisputedOn != null);
        var currency = filter.Currency;
        found = filter.DueFrom is null && filter.DueTo is null ? found : found.Where(InvoiceDue.IsShownWithin(filter.DueFrom, filter.DueTo));
        found = currency is null ? found : found.Where(i => i.Currency == currency);
        return !filter.OnlyAttention ? found : found.Where(i => i.Attention != null);
    }

    /// <summary>
    /// Most invoices are sent. Where others are wanted with them, it is said by what is not, so that the database does not gather and
    /// sort them all, but walks the index of the list's order until the page is full.
    /// </summary>
    private static IQueryable<Invoice> OfStatuses(IQueryable<Invoice> found, IReadOnlyList<InvoiceStatus> statuses)
    {
        if (statuses.Count == 1 || !statuses.Contains(InvoiceStatus.Sent))
        {
            return found.Where(i => statuses.Contains(i.Status));
        }

        foreach (var other in Enum.GetValues<InvoiceStatus>().Except(statuses))
        {
            found = found.Where(i => i.Status != other);
        }

        return found;
    }

    private static IQueryable<Invoice> Sorted(IQueryable<Invoice> found, PageRequest page) => (page.Sort, page.Descending) switch
    {
        ("number", false) => found.OrderBy(i => i.Number ?? i.ProformaNumber).ThenBy(i => i.Id),
        ("number", true) => found.OrderByDescending(i => i.Number ?? i.ProformaNumber).ThenByDescending(i => i.Id),
        ("issued", false) => found.OrderBy(i => i.IssuedOn).ThenBy(i => i.Id),
        ("issued", true) => found.OrderByDescending(i => i.IssuedOn).ThenByDescending(i => i.Id),
        ("due", false) => found.OrderBy(InvoiceDue.Next).ThenBy(i => i.Id),
        ("due", true) => found.OrderByDescending(InvoiceDue.Next).ThenByDescending(i => i.Id),
        ("total", false) => found.OrderBy(i => i.Total).ThenBy(i => i.Id),
        ("total", true) => found.OrderByDescending(i => i.Total).ThenByDescending(i => i.Id),
        ("balance", false) => found.OrderBy(i => i.Balance).ThenBy(i => i.Id),
        ("balance", true) => found.OrderByDescending(i => i.Balance).ThenByDescending(i => i.Id),
        ("status", false) => found.OrderBy(i => i.Status).ThenByDescending(i => i.Id),
        ("status", true) => found.OrderByDescending(i => i.Status).ThenByDescending(i => i.Id),
        (_, true) => found.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id),
        _ => found.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id),
    };

    private static IQueryable<Row> Project(PortalDbContext db, IQueryable<Invoice> found, DueDays days) => found.Select(Rules.Over<Invoice, Row>(
        (Invoice i, DateOnly? dueOn, bool isOverdue) => new Row(
            i.Id, i.Kind, i.Status, i.Number ?? i.ProformaNumber, i.ClientId, db.Clients.First(c => c.Id == i.ClientId).Name, i.JobId,
            db.Jobs.Where(j => j.Id == i.JobId).Select(j => j.Number).FirstOrDefault(), i.Title, i.IssuedOn, i.PlannedOn, dueOn,
            isOverdue, i.Net, i.Total, i.Paid, i.Credited, i.Balance,
            i.Currency, i.Accounting, i.Attention, i.Version, i.IsDeposit, i.DisputedOn != null),
        InvoiceDue.Next, days.IsOverdue));
}
