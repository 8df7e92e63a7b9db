using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.UseCases;

/// <summary>One contract as its client sees it: what is agreed, the invoices and the visits.</summary>
public sealed class ShowOwnContract(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    private const int NextInvoices = 6;

    private const int MostInvoices = 24;

    private const int MostVisits = 24;

    /// <param name="AnnualNet">Before tax.</param>
    public sealed record Line(string Description, decimal AnnualQuantity, string Unit, decimal AnnualNet, DateOnly? From, DateOnly? To, int VisitsPerYear);

    /// <param name="Net">Before tax.</param>
    public sealed record Coming(DateOnly On, DateOnly From, DateOnly To, decimal Net);

    /// <param name="Total">With tax; a credit note below zero.</param>
    public sealed record Billed(long Id, string Number, DateOnly? IssuedOn, decimal Total);

    public sealed record Visit(long RequestId, DateOnly On, bool IsDone);

    /// <param name="AmendmentFrom">The first day of an amendment that waits for the client's answer; null: none does.</param>
    /// <param name="LastDay">Null: it goes on.</param>
    public sealed record Shown(
        PortalCompany Company, long Id, string Reference, string Title, string Client, ContractStatus Status, string Currency, BillingFrequency Frequency, BillingTiming Timing,
        DateOnly? SubscribedOn, DateOnly StartsOn, DateOnly? LastDay, bool RenewsAutomatically, int NoticeDays, IReadOnlyList<Line> Lines, IReadOnlyList<Coming> Next,
        IReadOnlyList<Billed> Invoices, IReadOnlyList<Visit> Visits, long? SignedDocumentId, DateOnly? AmendmentFrom);

    public async Task<Result<Shown>> RunAsync(long contractId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var contract = await ContractAccess.Whole(db.Contracts.AsNoTracking())
            .SingleOrDefaultAsync(c => c.Id == contractId && c.Status != ContractStatus.Draft && c.Status != ContractStatus.Cancelled, ct);
        if (contract is null || await PortalCompany.LoadAsync(db, contract.LegalEntityId, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var today = entity.Today(clock);
        var billed = await ContractAccess.BilledAsync(db, [contractId], ct);
        var next = PreviewContract.Of(contract, billed, today, await ContractAccess.VisitsAsync(db, [contract], ct)).Take(NextInvoices);
        var invoices = await db.Invoices.AsNoTracking().Where(i => i.Number != null && (i.ContractId == contractId || i.Lines.Any(l => l.ContractId == contractId)))
            .OrderByDescending(i => i.IssuedOn).ThenByDescending(i => i.Id).Take(MostInvoices).Select(i => new Billed(i.Id, i.Number!, i.IssuedOn, i.Kind == InvoiceKind.CreditNote ? -i.Total : i.Total)).ToListAsync(ct);
        var lineIds = contract.Lines.Select(l => l.Id).ToList();
        var visits = await (
            from request in db.ServiceRequests
            join visit in db.Visits on request.Id equals visit.RequestId
            where request.ContractLineId != null && lineIds.Contains(request.ContractLineId.Value)
                && (visit.Status == VisitStatus.Done || visit.Status == VisitStatus.Confirmed)
            orderby visit.StartsAt descending
            select new { visit.RequestId, visit.StartsAt, visit.Status }).Take(MostVisits).ToListAsync(ct);
        return new Shown(
            company, contract.Id, contract.Reference, contract.Title, await db.Clients.Where(c => c.Id == contract.ClientId).Select(c => c.Name).FirstOrDefaultAsync(ct) ?? "",
            contract.Status, contract.Currency, contract.Frequency, contract.Timing, contract.SubscribedOn, contract.StartsOn, contract.LastDay, contract.RenewsAutomatically,
            contract.NoticeDays, Lines(contract, today), [.. next.Select(n => new Coming(n.On, n.From, n.To, n.Net))], invoices,
            [.. visits.Select(v => new Visit(v.RequestId, entity.DayOf(v.StartsAt), v.Status == VisitStatus.Done))],
            await db.ContractDecisions.Where(d => d.ApprovalOf == contractId).Select(d => d.SignedDocumentId).SingleOrDefaultAsync(ct),
            (await WaitingContracts.Offers(db).Where(o => o.ContractId == contractId).SingleOrDefaultAsync(ct))?.Amendment?.What.From);
    }

    /// <summary>What is delivered today or later; of a contract that is over, what was at its end.</summary>
    private static IReadOnlyList<Line> Lines(Contract contract, DateOnly today)
    {
        var day = contract.LastDay < today ? contract.LastDay.Value : today;
        return
        [
            .. contract.Lines.Where(l => l.Status is ContractLineStatus.Active or ContractLineStatus.Ended && !(l.EndsOn < day)).OrderBy(l => l.Position).ThenBy(l => l.StartsOn)
                .Select(l => new Line(l.Description, l.AnnualQuantity, l.Unit, l.AnnualNet, l.StartsOn, l.EndsOn, l.Visits.PerYear)),
        ];
    }
}
