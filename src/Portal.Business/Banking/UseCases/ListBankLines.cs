using Microsoft.EntityFrameworkCore;
using Portal.Business.Banking.Matching;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Banking.UseCases;

/// <summary>Movements of our bank accounts, newest first, each that waits with the best that it may be.</summary>
public sealed class ListBankLines(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(
        PageRequest Page, string? Text = null, BankLineState? State = null, long? AccountId = null, long? StatementId = null, bool? Credits = null,
        DateOnly? From = null, DateOnly? To = null);

    /// <param name="Best">Null where nothing is known of it, or it is settled.</param>
    public sealed record Row(
        long Id, DateOnly BookedOn, long AccountId, string Account, string Name, string Label, decimal Amount, string Currency, BankLineState State, bool IsReversal,
        IReadOnlyList<string> PaymentNumbers, string? ReversedNumber, long? RefundId, string Reason, Proposal? Best);

    /// <summary>What came and what left, per currency.</summary>
    public sealed record Sum(string Currency, decimal In, decimal Out);

    public sealed record Listed(Page<Row> Page, IReadOnlyList<Sum> Sums);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var lines = Filter(db.BankLines.AsNoTracking(), input);
        var sums = await lines.GroupBy(l => l.Currency)
            .Select(g => new Sum(g.Key, g.Sum(l => l.Amount > 0 ? l.Amount : 0m), g.Sum(l => l.Amount < 0 ? l.Amount : 0m))).ToListAsync(ct);
        var page = await Sort(lines, input.Page).Skip(input.Page.Skip).Take(input.Page.Take).ToListAsync(ct);
        var ids = page.ConvertAll(l => l.Id);
        var reversed = page.Select(l => l.ReversedPaymentId).OfType<long>().ToList();
        var numbers = (await db.BankLinePayments.Where(p => ids.Contains(p.BankLineId)).Join(db.Payments, l => l.PaymentId, p => p.Id, (l, p) => new { l.BankLineId, p.Id, p.Number }).ToListAsync(ct))
            .OrderBy(p => p.Id).ToLookup(p => p.BankLineId, p => p.Number);
        var taken = await db.Payments.Where(p => reversed.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Number, ct);
        var accounts = await db.BankAccounts.ToDictionaryAsync(a => a.Id, a => a.Name, ct);
        var proposals = await Proposals.FindAsync(db, page, ct);
        var rows = page.ConvertAll(l => new Row(
            l.Id, l.BookedOn, l.BankAccountId, accounts[l.BankAccountId], l.Name, l.Label, l.Amount, l.Currency, l.State, l.IsReversal,
            [.. numbers[l.Id]], l.ReversedPaymentId is { } id ? taken.GetValueOrDefault(id) : null, l.RefundId, l.Reason,
            proposals.TryGetValue(l.Id, out var found) && found.Count > 0 ? found[0] : null));
        return new Listed(new Page<Row>(rows, await lines.CountAsync(ct)), [.. sums.OrderBy(s => s.Currency, StringComparer.Ordinal)]);
    }

    private static IQueryable<BankLine> Filter(IQueryable<BankLine> lines, Input input) =>
        lines.Matching(l => l.SearchKey, input.Text).Where(l =>
            (input.State == null || l.State == input.State)
            && (input.AccountId == null || l.BankAccountId == input.AccountId)
            && (input.StatementId == null || l.StatementId == input.StatementId)
            && (input.Credits == null || l.Amount > 0 == input.Credits)
            && (input.From == null || l.BookedOn >= input.From)
            && (input.To == null || l.BookedOn <= input.To));

    private static IQueryable<BankLine> Sort(IQueryable<BankLine> lines, PageRequest page) => ((page.Sort, page.Descending) switch
    {
        ("amount", false) => lines.OrderBy(l => l.Amount),
        ("amount", true) => lines.OrderByDescending(l => l.Amount),
        ("name", false) => lines.OrderBy(l => l.Name),
        ("name", true) => lines.OrderByDescending(l => l.Name),
        ("bookedOn", false) => lines.OrderBy(l => l.BookedOn),
        _ => lines.OrderByDescending(l => l.BookedOn),
    }).ThenBy(l => l.Position).ThenBy(l => l.Id);
}
