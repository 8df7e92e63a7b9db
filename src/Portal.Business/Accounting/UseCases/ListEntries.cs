using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Accounting.UseCases;

/// <summary>Entries, newest first, with their hand-over and a check that the books balance.</summary>
public sealed class ListEntries(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(
        PageRequest Page, string? Text = null, long? LegalEntityId = null, EntrySource? Source = null, AccountingState? State = null, DateOnly? From = null,
        DateOnly? To = null);

    public sealed record Row(
        long Id, DateOnly BookedOn, string Journal, EntrySource Source, long SourceId, string Number, string Label, decimal Total, string Currency,
        AccountingState State, string Answer, int Attempts, DateTime? NextAttemptAt);

    /// <summary>What the filter leaves, per currency: the two sums are equal as long as nobody wrote into the database by hand.</summary>
    public sealed record Balance(string Currency, decimal Debit, decimal Credit);

    public sealed record Listed(Page<Row> Page, IReadOnlyList<Balance> Balances);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var found = Filter(db, input);
        var balances = await (
            from e in found
            join l in db.Set<AccountingEntryLine>() on e.Id equals l.AccountingEntryId
            group l by e.Currency into g
            select new Balance(g.Key, g.Sum(l => l.Debit), g.Sum(l => l.Credit))).ToListAsync(ct);
        var sorted = (input.Page.Sort, input.Page.Descending) switch
        {
            ("number", false) => found.OrderBy(e => e.Number).ThenBy(e => e.Id),
            ("number", true) => found.OrderByDescending(e => e.Number).ThenByDescending(e => e.Id),
            ("total", false) => found.OrderBy(e => e.Total).ThenBy(e => e.Id),
            ("total", true) => found.OrderByDescending(e => e.Total).ThenByDescending(e => e.Id),
            ("bookedOn", false) => found.OrderBy(e => e.BookedOn).ThenBy(e => e.Id),
            _ => found.OrderByDescending(e => e.BookedOn).ThenByDescending(e => e.Id),
        };
        var page = sorted.Skip(input.Page.Skip).Take(input.Page.Take);
        var rows = await page
            .Select(e => new
            {
                Entry = e,
                Journal = db.Journals.Where(j => j.Id == e.JournalId).Select(j => j.Code).First(),
                Transfer = db.AccountingTransfers.First(t => t.AccountingEntryId == e.Id),
            }).ToListAsync(ct);
        return new Listed(
            new Page<Row>(
                [.. rows.Select(r => new Row(
                    r.Entry.Id, r.Entry.BookedOn, r.Journal, r.Entry.Source, r.Entry.SourceId, r.Entry.Number, r.Entry.Label, r.Entry.Total, r.Entry.Currency,
                    r.Transfer.State, r.Transfer.Answer, r.Transfer.Attempts, r.Transfer.NextAttemptAt))],
                await found.CountAsync(ct)),
            balances);
    }

    private static IQueryable<AccountingEntry> Filter(PortalDbContext db, Input input)
    {
        var entries = db.AccountingEntries.AsNoTracking().Only(input.Page).Where(e =>
            (input.LegalEntityId == null || e.LegalEntityId == input.LegalEntityId)
            && (input.Source == null || e.Source == input.Source)
            && (input.From == null || e.BookedOn >= input.From)
            && (input.To == null || e.BookedOn <= input.To));
        entries = entries.WhereContains((e => e.Number, input.Text ?? ""), (e => e.Label, input.Text ?? ""));
        return input.State is { } state
            ? entries.Where(e => db.AccountingTransfers.Any(t => t.AccountingEntryId == e.Id && t.State == state))
            : entries;
    }
}
