using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments.Online;
using Portal.Business.Quotes;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>What a client sees first: what they owe, the one to pay next, and quotes and contracts that wait for an answer.</summary>
public sealed class ShowPortalHome(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, PaymentProviders providers, TimeProvider clock)
{
    private const int Most = 5;

    /// <param name="Overdue">The part of it whose day has passed.</param>
    /// <param name="NextDueOn">Of the oldest instalment that is open.</param>
    public sealed record Due(string Currency, decimal Amount, decimal Overdue, int Invoices, DateOnly NextDueOn);

    public sealed record OpenQuote(long Id, string Number, string Title, decimal Total, string Currency, DateOnly ValidUntil);

    public sealed record OpenContract(long Id, string Reference, string Title);

    public sealed record Shown(
        PortalCompany Company, IReadOnlyList<string> Clients, IReadOnlyList<Due> Dues, IReadOnlyList<OwnInvoice> ToPay, IReadOnlyList<OpenQuote> Quotes,
        IReadOnlyList<OpenContract> Contracts, bool CanPayOnline);

    public async Task<Result<Shown>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await PortalCompany.LoadAsync(db, null, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var days = await DueDays.LoadAsync(db, clock, ct);
        var open = OwnInvoices.Open(db, user);
        var dues = await DuesAsync(open, days, ct);
        var toPay = await OwnInvoices.Read(db, open.InOrderOfDue().Take(Most), days).ToListAsync(ct);
        var quotes = await db.Quotes.AsNoTracking()
            .Where(q => q.Status == QuoteStatus.Sent || q.Status == QuoteStatus.Viewed)
            .OrderBy(q => q.ValidUntil).ThenBy(q => q.Id).Take(Most)
            .Select(q => new OpenQuote(q.Id, Quote.FullNumberOf(q.Number, q.Revision), q.Title, q.Total, q.Currency, q.ValidUntil)).ToListAsync(ct);
        var contracts = await WaitingContracts.Of(db).OrderByDescending(c => c.Id).Take(Most).Select(c => new OpenContract(c.Id, c.Reference, c.Title)).ToListAsync(ct);
        var clients = await db.Clients.OrderBy(c => c.Name).Select(c => c.Name).ToListAsync(ct);
        return new Shown(
            company, clients, dues, [.. toPay.Select(i => i.ToOwn())], quotes, contracts,
            providers.Active is not null && user.Has(Permissions.PortalAct));
    }

    private static async Task<IReadOnlyList<Due>> DuesAsync(IQueryable<Invoice> open, DueDays days, CancellationToken ct)
    {
        var rows = open.Select(Rules.Over<Invoice, OpenRow>(
            (Invoice i, decimal overdue, DateOnly? next) => new OpenRow { Id = i.Id, Currency = i.Currency, Amount = i.Balance - i.Held, Overdue = overdue, Next = next },
            days.Overdue, InvoiceDue.Next));

        // Grouped from rows of their own: not every database sums what is itself a sum.
        var sums = await rows.Distinct().GroupBy(r => r.Currency)
            .Select(g => new { g.Key, Amount = g.Sum(r => r.Amount), Overdue = g.Sum(r => r.Overdue > 0 ? r.Overdue : 0m), Count = g.Count(), Next = g.Min(r => r.Next) })
            .ToListAsync(ct);
        return [.. sums.OrderByDescending(s => s.Amount).Select(s => new Due(s.Key, s.Amount, s.Overdue, s.Count, s.Next!.Value))];
    }

    private sealed class OpenRow
    {
        public required long Id { get; init; }

        public required string Currency { get; init; }

        public required decimal Amount { get; init; }

        public required decimal Overdue { get; init; }

        public required DateOnly? Next { get; init; }
    }
}
