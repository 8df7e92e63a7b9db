using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;

namespace Portal.Business.Data;

/// <summary>Equipment and requests of the demonstration companies in several states, made through the use cases.</summary>
public sealed class DemoRequests(
    PortalDbContextFactory contexts, CreateRequest create, SaveRequestLines saveLines, QuoteRequest quote, InvoiceRequest invoice, SaveEquipment install, PlanVisit plan, TimeProvider clock)
{
    private enum Fate
    {
        Draft,
        ToPlan,
        Planned,
        Quoted,
        Invoiced,
    }

    private static readonly (string Title, string[] Codes, RequestPriority Priority, int Days, Fate Fate, string[] Labels)[] Plan =
    [
        ("La presse s’arrête en cours d’impression", ["INST-H", "DEPL"], RequestPriority.Urgent, 1, Fate.ToPlan, ["presse"]),
        ("Entretien annuel du traceur", ["ENT-H", "DEPL"], RequestPriority.Normal, 10, Fate.Planned, ["entretien"]),
        ("Enseigne décrochée par le vent", ["INST-H"], RequestPriority.High, 2, Fate.Quoted, ["enseigne"]),
        ("Remplacement d’un tube d’enseigne", ["INST-H", "DEPL"], RequestPriority.Normal, 5, Fate.Invoiced, ["enseigne"]),
        ("Déménagement d’une imprimante", ["ENT-H"], RequestPriority.Low, 20, Fate.Draft, []),
    ];

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var entities = await db.LegalEntities.AsNoTracking().OrderByDescending(e => e.Currency == "CAD").ToListAsync(ct);
        var products = await db.Products.AsNoTracking().ToListAsync(ct);
        var positions = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).Include(p => p.Accounts).AsSplitQuery().ToListAsync(ct);
        var clients = await db.Clients.AsNoTracking().Where(c => c.IsActive).OrderBy(c => c.Id).ToListAsync(ct);
        var turn = 0;
        foreach (var entity in entities)
        {
            var own = clients.Where(c => c.LegalEntityId == entity.Id).ToList();
            foreach (var (title, codes, priority, days, fate, labels) in Plan)
            {
                var client = own[turn++ % own.Count];
                var today = entity.Today(clock);
                var equipment = Must(await install.RunAsync(
                    new SaveEquipment.Input(client.Id, null, 0, fate == Fate.Planned ? "Traceur 1600" : "Enseigne lumineuse", $"SN-{1000 + turn}", null, null, today.AddYears(-1), today.AddMonths(turn % 2 == 0 ? 11 : -1), ""), ct));
                var id = Must(await create.RunAsync(
                    new CreateRequest.Input(
                        client.Id, null, new ServiceRequest.Head(title, "", null, client.BillingManagerId, null, priority, today.AddDays(days), today.AddDays(days + 4), 90, 1, client.FiscalPositionId, labels),
                        [equipment], AsDraft: fate == Fate.Draft),
                    ct));
                await SettleAsync(id, fate, positions.Find(p => p.Id == client.FiscalPositionId), [.. products.Where(p => p.LegalEntityId == entity.Id && codes.Contains(p.Code))], client.Language, entity.ToUtc(today.AddDays(days), new TimeOnly(9, 0)), ct);
            }
        }
    }

    private async Task SettleAsync(long requestId, Fate fate, FiscalPosition? position, List<Product> products, string language, DateTime at, CancellationToken ct)
    {
        int version;
        await using (var db = contexts.CreateFor(SystemUser.Instance))
        {
            version = await db.ServiceRequests.Where(r => r.Id == requestId).Select(r => r.Version).SingleAsync(ct);
        }

        Must(await saveLines.RunAsync(
            new SaveRequestLines.Input(requestId, version, position?.Id, [.. products.Select(p => new RequestLineFields
            {
                ProductId = p.Id,
                Description = p.Name.In(language),
                Unit = p.Unit.In(language),
                UnitPrice = p.UnitPrice,
                TaxCodeId = position is null ? p.TaxCodeId : position.TaxCodeFor(p.TaxCodeId),
                GlAccountId = position is null ? p.GlAccountId : position.AccountFor(p.GlAccountId),
            })]),
            ct));
        if (fate is Fate.Planned or Fate.Invoiced)
        {
            Must(await plan.RunAsync(new PlanVisit.Input(requestId, null, at, at.AddMinutes(90)), ct));
        }

        if (fate == Fate.Quoted)
        {
            Must(await quote.RunAsync(new QuoteRequest.Input(requestId), ct));
        }
        else if (fate == Fate.Invoiced)
        {
            Must(await invoice.RunAsync(new InvoiceRequest.Input(requestId), ct));
        }
    }

    private static T Must<T>(Result<T> result) => result.TryGet(out var value)
        ? value
        : throw new InvalidOperationException($"Demonstration data: {string.Join(", ", result.Refusals.Select(r => $"{r.Code} {r.Field}"))}");
}
