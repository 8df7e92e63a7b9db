using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The history of a contract's periods of twelve months, what was billed of each, and the notices of their ends.</summary>
public sealed class ShowContractPeriods(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="Billed">Before tax, by the first day of what was billed.</param>
    /// <param name="Skipped">What a person decided not to bill.</param>
    public sealed record Row(int Number, ContractKind Kind, DateOnly From, DateOnly To, decimal Billed, decimal Skipped, Notice? Notice);

    /// <param name="Message">Whether the client was told.</param>
    public sealed record Notice(DateOnly Deadline, DateTime RaisedAt, bool Message, DateTime? HandledAt, string HandledBy);

    public sealed record Shown(IReadOnlyList<Row> Periods, string Currency, IReadOnlyList<DateOnly> RenewedFrom);

    public async Task<Result<Shown>> RunAsync(long contractId, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var contract = await db.Contracts.AsNoTracking().Include(c => c.Periods).SingleOrDefaultAsync(c => c.Id == contractId, ct);
        if (contract is null)
        {
            return Refusal.NotFound;
        }

        var billed = await db.BilledPeriods.AsNoTracking().Where(b => b.ContractId == contractId).Select(b => new { b.From, b.Net, IsSkipped = b.InvoiceId == null }).ToListAsync(ct);
        var notices = await db.ContractNotices.AsNoTracking().Where(n => n.ContractId == contractId).ToListAsync(ct);
        return new Shown(
            [
                .. contract.Periods.OrderByDescending(p => p.Number).Select(p => new Row(
                    p.Number, p.Kind, p.From, p.To, Sum(p, false), Sum(p, true),
                    notices.Find(n => n.EndsOn == p.To) is { } n ? new Notice(n.Deadline, n.RaisedAt, n.MessageId is not null, n.HandledAt, n.HandledByName) : null)),
            ],
            contract.Currency, contract.RenewedFrom);

        decimal Sum(ContractPeriod of, bool skipped) => billed.Where(b => b.IsSkipped == skipped && b.From >= of.From && b.From <= of.To).Sum(b => b.Net);
    }
}
