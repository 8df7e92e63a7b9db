using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Data;

/// <summary>
/// Contracts of the demonstration companies of every kind, made through the use cases. None of them bills before tomorrow; the draft waits for its client's
/// approval.
/// </summary>
public sealed class DemoContracts(PortalDbContextFactory contexts, CreateContract create, ActivateContractLines activate, SendContract send, TimeProvider clock)
{
    /// <param name="Hours">A year, of the first product.</param>
    /// <param name="Visits">A year; none where it is not visited.</param>
    private sealed record Sample(
        string Title, string[] Codes, decimal Hours, BillingFrequency Frequency, BillingTiming Timing, BillingAnchor Anchor, Func<DateOnly, DateOnly> Start,
        int[] Visits, bool IsIndexable = false, int? Months = null, bool IsDraft = false);

    private static readonly Sample[] Samples =
    [
        new("Entretien du parc d’impression", ["ENT-H"], 24, BillingFrequency.Monthly, BillingTiming.InAdvance, BillingAnchor.Calendar, NextMonth, [3, 6, 9, 12], IsIndexable: true),
        new("Maintenance des enseignes", ["ENT-H", "DEPL"], 8, BillingFrequency.Quarterly, BillingTiming.InArrears, BillingAnchor.Calendar, ThisMonth, [4, 10]),
        new("Assistance annuelle", ["ENT-H"], 12, BillingFrequency.Yearly, BillingTiming.InAdvance, BillingAnchor.Anniversary, d => d.AddDays(12), [], IsIndexable: true),
        new("Contrôle des traceurs à la visite", ["ENT-H"], 6, BillingFrequency.PerVisit, BillingTiming.InAdvance, BillingAnchor.Calendar, ThisMonth, [3, 9]),
        new("Location d’un présentoir", ["ENT-H"], 4, BillingFrequency.HalfYearly, BillingTiming.InArrears, BillingAnchor.Anniversary, d => ThisMonth(d).AddMonths(-4), [], Months: 6),
        new("Renouvellement de l’affichage", ["ENT-H"], 10, BillingFrequency.Monthly, BillingTiming.InArrears, BillingAnchor.Calendar, NextMonth, [], Months: 12, IsDraft: true),
    ];

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var products = await db.Products.AsNoTracking().ToListAsync(ct);
        var clients = await db.Clients.AsNoTracking().Where(c => c.IsActive && !c.PurchaseOrderRequired).OrderBy(c => c.Id).ToListAsync(ct);
        var turn = 0;
        foreach (var entity in await db.LegalEntities.AsNoTracking().OrderByDescending(e => e.Currency == "CAD").ToListAsync(ct))
        {
            var own = clients.Where(c => c.LegalEntityId == entity.Id && c.Currency == entity.Currency).ToList();
            foreach (var sample in Samples.Where(s => own.Count > 0 && s.Codes.All(code => products.Exists(p => p.LegalEntityId == entity.Id && p.Code == code))))
            {
                var wanted = sample.Codes.Select(code => products.Single(p => p.LegalEntityId == entity.Id && p.Code == code)).ToList();
                await MakeAsync(own[turn++ % own.Count], entity, sample, wanted, ct);
            }
        }
    }

    private async Task MakeAsync(Client client, LegalEntity entity, Sample sample, List<Product> products, CancellationToken ct)
    {
        var start = sample.Start(entity.Today(clock));
        var head = new Contract.Head(
            "", sample.Title, client.Id, ContractEntry.Simple, sample.IsDraft ? null : start.AddDays(-20), start, sample.Months is { } months ? start.AddMonths(months).AddDays(-1) : null,
            RenewsAutomatically: sample.Months is null, NoticeDays: 30, NoticeToClient: false, sample.IsIndexable, sample.Frequency, sample.Timing, sample.Anchor,
            FirstPeriod.ByTheDay, InvoiceGrouping.PerContract, ContractRevision.None, ContractDelivery.Proforma, null, client.FiscalPositionId, client.PaymentTermsId, "", "", null, null);
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).Include(p => p.Accounts).AsSplitQuery().SingleOrDefaultAsync(p => p.Id == client.FiscalPositionId, ct);
        var id = Must(await create.RunAsync(
            new CreateContract.Input(Guid.NewGuid(), client.Id, entity.Id, head, [.. products.Select((p, i) => LineOf(p, client, position, sample, i))]), ct));
        var version = await db.Contracts.Where(c => c.Id == id).Select(c => c.Version).SingleAsync(ct);
        Must(sample.IsDraft
            ? await send.RunAsync(new SendContract.Input(id, version, new LinkMailWishes("demo", client.BillingManagerId, []), entity.Today(clock).AddDays(30)), ct)
            : await activate.RunAsync(new ActivateContractLines.Input(id, version), ct));
    }

    /// <summary>The visits stand on the first line.</summary>
    private static ContractLine.Values LineOf(Product product, Client client, FiscalPosition? fiscal, Sample sample, int position) => new(
        product.Id, product.Name.In(client.Language), position == 0 ? sample.Hours : sample.Visits.Length, product.Unit.In(client.Language), product.UnitPrice, 0,
        fiscal is null ? product.TaxCodeId : fiscal.TaxCodeFor(product.TaxCodeId), fiscal is null ? product.GlAccountId : fiscal.AccountFor(product.GlAccountId), null, null, sample.IsIndexable, null, null, null,
        position == 0 && sample.Visits.Length > 0 ? new VisitPlan(sample.Visits.Length, sample.Visits, null, 90) : VisitPlan.None);

    private static DateOnly ThisMonth(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly NextMonth(DateOnly day) => ThisMonth(day).AddMonths(1);

    private static T Must<T>(Result<T> result) => result.TryGet(out var value)
        ? value
        : throw new InvalidOperationException($"Demonstration data: {string.Join(", ", result.Refusals.Select(r => $"{r.Code} {r.Field}"))}");
}
