using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Business.Data;

/// <summary>Invoices of the demonstration companies that are overdue, so that there is somebody to remind. The first to be issued: numbers follow the days.</summary>
public sealed class DemoLateInvoices(PortalDbContextFactory contexts, DraftInvoice draft, IssueInvoice issue, TimeProvider clock)
{
    /// <summary>How long ago each was issued.</summary>
    private static readonly int[] DaysAgo = [90, 60];

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        foreach (var entity in await db.LegalEntities.AsNoTracking().ToListAsync(ct))
        {
            var clients = await db.Clients.AsNoTracking().Where(c => c.LegalEntityId == entity.Id && !c.PurchaseOrderRequired).OrderBy(c => c.Id).Skip(1).Take(DaysAgo.Length).ToListAsync(ct);
            var product = await db.Products.AsNoTracking().SingleAsync(p => p.LegalEntityId == entity.Id && p.Code == "INST-H", ct);
            foreach (var (client, days) in clients.Zip(DaysAgo))
            {
                var line = new InvoiceLine.Values(product.Name.In(client.Language), days / 10, product.Unit.In(client.Language), product.UnitPrice, 0, product.TaxCodeId, product.GlAccountId);
                var id = Must(await draft.RunAsync(
                    new DraftInvoice.Input(client.Id, null, Lines: [new ProformaLines.Line(null, InvoiceLineSource.Product, null, product.Id, line)], Title: product.Name.In(client.Language)), ct));
                Must(await issue.RunAsync(new IssueInvoice.Input(id, IssueOn: entity.Today(clock).AddDays(-days), Send: true), ct));
                (await db.Invoices.SingleAsync(i => i.Id == id, ct)).MarkSent(clock.GetUtcNow().UtcDateTime.AddDays(-days));
            }
        }

        await db.SaveChangesAsync(ct);
    }

    private static T Must<T>(Result<T> result) => result.TryGet(out var value)
        ? value
        : throw new InvalidOperationException($"Demonstration data: {string.Join(", ", result.Refusals.Select(r => $"{r.Code} {r.Field}"))}");
}
