using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Pdf;

namespace Portal.Business.Invoicing;

/// <summary>Keeps what a proforma bills and what its job lines count as invoiced in step.</summary>
internal static class JobLineBilling
{
    /// <summary>
    /// Bills quantities of the lines of a job, and of other jobs of its client, company and currency: each job under its own name then.
    /// </summary>
    /// <param name="quantities">Null takes all that is left of the job.</param>
    public static async Task<List<Refusal>> FillAsync(
        PortalDbContext db, Invoice invoice, Job job, IReadOnlyList<DraftInvoice.LineQuantity>? quantities, ICurrentUser user, DateTime now, CancellationToken ct)
    {
        var wanted = quantities
            ?? [.. job.Lines.Where(l => l.QuantityToInvoice > 0).OrderBy(l => l.Position).Select(l => new DraftInvoice.LineQuantity(l.Id, l.QuantityToInvoice))];
        var elsewhere = wanted.Select(w => w.JobLineId).Except(job.Lines.Select(l => l.Id)).ToList();
        var others = elsewhere.Count == 0 ? [] : await db.Jobs.Include(j => j.Lines)
            .Where(j => j.ClientId == invoice.ClientId && j.LegalEntityId == invoice.LegalEntityId && j.Currency == invoice.Currency && j.Lines.Any(l => elsewhere.Contains(l.Id)))
            .OrderBy(j => j.Number).ToListAsync(ct);
        if (elsewhere.Except(others.SelectMany(j => j.Lines).Select(l => l.Id)).Any())
        {
            return [Refusal.Stale];
        }

        var before = await LineRests.FindAsync(db, [.. wanted.Select(w => w.JobLineId)], ct);
        var refusals = others.Where(j => j.IsFinished).Select(j => Refusal.NotNow("Invoicing.JobIsFinished", j.Number)).ToList();
        refusals.AddRange(others.Select(j => j.WhyNotWith(job)).OfType<Refusal>());
        foreach (var from in others.Prepend(job))
        {
            var own = wanted.Select(w => (Line: from.Lines.Find(l => l.Id == w.JobLineId), w.Quantity)).Where(w => w.Line is not null).ToList();
            if (others.Count > 0 && own.Count > 0)
            {
                var title = new InvoiceLine();
                refusals.AddRange(title.Set(InvoiceLine.Values.Of(InvoiceLineKind.Section, PrintableText.Kept($"{from.Number} · {from.Name}").TrimEnd(' ', '·'))).Refusals);
                invoice.AddLine(title);
            }

            foreach (var (line, quantity) in own)
            {
                if (quantity > 0 && LineRests.Of(line!, quantity, Money.LineNet(quantity, line!.UnitPrice, line.DiscountPercent), before.GetValueOrDefault(line.Id)) is { } rest)
                {
                    LineShares.Bill(invoice, line, new Quotes.LinePart(rest, quantity));
                    continue;
                }

                refusals.AddRange(Add(db, invoice, line!, quantity, from == job ? "" : from.PurchaseOrder, user, now).Refusals);
            }
        }

        if (others.Count > 0 && invoice.Title == PrintableText.Kept(job.Name))
        {
            var billed = others.Prepend(job).Where(j => j.Lines.Exists(l => invoice.Lines.Exists(b => b.JobLineId == l.Id)));
            invoice.NameAfter(billed.Select(j => PrintableText.Kept(j.Name)).Where(n => n.Length > 0).Distinct());
        }

        return refusals;
    }

    /// <summary>A line for a quantity of a job line. More than what is left needs a permission and leaves a trace in the timeline.</summary>
    public static Result Add(PortalDbContext db, Invoice invoice, JobLine ordered, decimal quantity, string jobPurchaseOrder, ICurrentUser user, DateTime now)
    {
        var line = new InvoiceLine { Source = InvoiceLineSource.Job, JobLineId = ordered.Id, ProductId = ordered.ProductId };
        var set = line.Set(new InvoiceLine.Values(
            ordered.Description, quantity, ordered.Unit, ordered.UnitPrice, ordered.DiscountPercent, ordered.TaxCodeId, ordered.GlAccountId,
            ordered.PurchaseOrder.Length > 0 ? ordered.PurchaseOrder : jobPurchaseOrder));
        if (!set.Succeeded)
        {
            return set;
        }

        line.Bill(line.Quantity);
        var taken = Take(db, invoice, ordered, line.Quantity, line.LineNet, user, now);
        return taken.Succeeded ? invoice.AddLine(line) : taken;
    }

    public static Result Take(PortalDbContext db, Invoice invoice, JobLine ordered, decimal quantity, decimal net, ICurrentUser user, DateTime now, decimal already = 0)
    {
        var left = ordered.QuantityToInvoice;
        var taken = ordered.Take(quantity, net, user.Has(Permissions.InvoicesOverInvoice), already);
        if (taken.Succeeded && quantity > left && quantity > 0)
        {
            db.TimelineEntries.Add(new TimelineEntry(
                invoice.ClientId, invoice.JobId, now, user, "Invoicing.OverInvoiced", nameof(Invoice), invoice.Id, ordered.Description, quantity - left));
        }

        return taken;
    }

    /// <summary>What a line of a proforma that goes away had taken.</summary>
    public static void GiveBack(InvoiceLine line, JobLine ordered) => ordered.GiveBack(line.JobQuantity, line.LineNet);
}
