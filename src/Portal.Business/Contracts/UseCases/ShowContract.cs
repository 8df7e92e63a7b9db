using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Everything on the page of one contract, for staff.</summary>
public sealed class ShowContract(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, TimelineTexts timeline)
{
    private const int TimelineLength = 50;

    private const int MostInvoices = 60;

    public async Task<Result<ContractView>> RunAsync(long contractId, CancellationToken ct)
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
        var today = entity.DayOf(clock.GetUtcNow().UtcDateTime);
        var parties = await db.Clients.AsNoTracking().Where(c => c.Id == contract.ClientId || c.Id == contract.PayerId).ToDictionaryAsync(c => c.Id, c => new { c.Name, c.Language }, ct);
        var job = await db.Jobs.Where(j => j.Id == contract.JobId).Select(j => j.Number).SingleOrDefaultAsync(ct);
        var journal = await db.Journals.Where(j => j.Id == contract.JournalId).Select(j => j.Name).SingleOrDefaultAsync(ct);
        var positionIds = contract.PositionChanges.Select(p => p.FiscalPositionId).Append(contract.FiscalPositionId).OfType<long>().ToList();
        var positions = await db.FiscalPositions.Where(p => positionIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        LocalText? Position(long? id) => id is { } known ? positions.GetValueOrDefault(known) : null;
        var terms = await db.PaymentTerms.Where(t => t.Id == contract.PaymentTermsId).Select(t => t.Name).SingleOrDefaultAsync(ct);
        var billed = await ContractAccess.BilledAsync(db, [contractId], ct);
        var invoices = await db.Invoices.AsNoTracking().OfContract(db, contractId)
            .OrderByDescending(i => i.Day).ThenByDescending(i => i.Id).Take(MostInvoices)
            .Select(i => new ContractInvoice(i.Id, i.Number ?? i.ProformaNumber, i.Status.ToString(), i.Day, i.Kind == InvoiceKind.CreditNote ? -i.Total : i.Total, i.Currency)).ToListAsync(ct);
        var entries = await db.TimelineEntries.AsNoTracking()
            .Where(e => e.Subject == nameof(Contract) && e.SubjectId == contractId).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(TimelineLength).ToListAsync(ct);
        var period = contract.PeriodAt(today) ?? contract.Periods.OrderBy(p => p.Number).FirstOrDefault();
        return new ContractView(
            contract, today, parties[contract.ClientId].Name, parties[contract.ClientId].Language, parties[contract.PayerId].Name, entity.Name, job, journal, Position(contract.PositionOn(today)), terms,
            billed.Any, billed.ThroughOfContract(contractId),
            period is null ? (contract.StartsOn, contract.StartsOn.AddYears(1).AddDays(-1)) : (period.From, period.To),
            await LinesAsync(db, contract, billed, ct),
            [.. contract.Charges.OrderBy(c => c.ChargedOn).Select(c => new ContractChargeView(c, billed.Keys.Contains((c.Id, BilledKind.Charge, "")), billed.Skipped.Contains((c.Id, BilledKind.Charge, ""))))],
            invoices, [.. entries.Select(timeline.Say)])
        {
            ThroughIsSkipped = billed.IsSkippedThrough(billed.ThroughOfContract(contractId), contractId),
            ProposedIndexation = (await ProposedIndexation.OfAsync(db, contract, today, ct))?.From,
            Next = (await NextInvoice.OfAsync(db, [contract], today, ct)).GetValueOrDefault(contractId),
            PlannedVisits = await PlannedContractVisit.OfAsync(db, contract, entity, ct),
            UnbilledVisits = await UnbilledVisit.OfAsync(db, contract, entity, ct),
            ForgottenVisits = await UnbilledVisit.ForgottenAsync(db, contract, entity, today, ct),
            LaterPositions = [.. contract.PositionChanges.Where(p => p.From > today).Select(p => (p.From, Position(p.FiscalPositionId)))],
        };
    }

    /// <summary>In their order, each amendment after what it took the place of.</summary>
    private static async Task<IReadOnlyList<ContractLineView>> LinesAsync(PortalDbContext db, Contract contract, BilledOfContracts billed, CancellationToken ct)
    {
        var lines = contract.Lines;
        List<long> Ids(Func<ContractLine, long?> of) => [.. lines.Select(of).OfType<long>().Distinct()];
        var (productsNamed, taxesNamed, accountsNamed) = (Ids(l => l.ProductId), Ids(l => l.TaxCodeId), Ids(l => l.GlAccountId));
        var (sitesNamed, equipmentNamed) = (Ids(l => l.SiteId), Ids(l => l.EquipmentId));
        var products = await NamesAsync(db.Products.Where(p => productsNamed.Contains(p.Id)).Select(p => new Named(p.Id, p.Code)), ct);
        var taxes = await NamesAsync(db.TaxCodes.Where(t => taxesNamed.Contains(t.Id)).Select(t => new Named(t.Id, t.Code)), ct);
        var accounts = await NamesAsync(db.GlAccounts.Where(a => accountsNamed.Contains(a.Id)).Select(a => new Named(a.Id, a.Number)), ct);
        var sites = await NamesAsync(db.Sites.AllClients().Where(s => sitesNamed.Contains(s.Id)).Select(s => new Named(s.Id, s.Name)), ct);
        var equipment = await NamesAsync(db.Equipment.AllClients().Where(e => equipmentNamed.Contains(e.Id)).Select(e => new Named(e.Id, e.Name)), ct);
        var kinds = lines.Select(l => l.Visits.TaskTypeId).OfType<long>().Distinct().ToList();
        var tasks = await db.TaskTypes.Where(t => kinds.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name, ct);
        return
        [
            .. lines.OrderBy(l => l.Position).ThenBy(l => l.StartsOn ?? contract.StartsOn).ThenBy(l => l.Id).Select(l => new ContractLineView(
                l, Of(products, l.ProductId), Of(taxes, l.TaxCodeId), Of(accounts, l.GlAccountId), Of(sites, l.SiteId), Of(equipment, l.EquipmentId),
                l.Visits.TaskTypeId is { } task ? tasks.GetValueOrDefault(task) : null, billed.ThroughOf(l.Id), billed.IsSkippedThrough(billed.ThroughOf(l.Id), contract.Id, l.Id),
                l is { PreviousId: not null, IndexationId: null, Status: ContractLineStatus.Active } && billed.ThroughOf(l.Id) is null && !lines.Exists(n => n.PreviousId == l.Id))),
        ];
    }

    private static Task<Dictionary<long, string>> NamesAsync(IQueryable<Named> names, CancellationToken ct) => names.ToDictionaryAsync(n => n.Id, n => n.Name, ct);

    private static string Of(Dictionary<long, string> names, long? id) => id is { } known ? names.GetValueOrDefault(known, "") : "";

    private sealed record Named(long Id, string Name);
}
