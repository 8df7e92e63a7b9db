using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Billing;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>The lines of a proforma as a person or a program wants them.</summary>
public static class ProformaLines
{
    /// <param name="Id">Null for a new line.</param>
    /// <param name="JobLineId">The job line that a new line bills; ignored for an existing one.</param>
    public sealed record Line(long? Id, InvoiceLineSource Source, long? JobLineId, long? ProductId, InvoiceLine.Values Values);

    /// <summary>
    /// Makes the invoice's lines those that are wanted: takes from and gives back to the job lines they bill; what a
    /// line that goes away billed of a contract is open again. Refusals name the
    /// field ("Lines[2].Quantity"). What is not of its legal entity is refused: nothing that a page offers, so it was made up or is gone.
    /// </summary>
    public static async Task<List<Refusal>> ApplyAsync(
        PortalDbContext db, CompanyBook book, Invoice invoice, IReadOnlyList<Line> wanted, ICurrentUser user, DateTime now, CancellationToken ct)
    {
        var refusals = await InvoiceReferences.CheckAsync(db, book, invoice, wanted, ct);
        if (refusals.Count > 0)
        {
            return refusals;
        }

        var jobLineIds = invoice.Lines.Select(l => l.JobLineId).Concat(wanted.Select(l => l.JobLineId)).OfType<long>().Distinct().ToList();
        var ordered = jobLineIds.Count == 0 ? [] : await db.Set<JobLine>().Where(l => jobLineIds.Contains(l.Id)
            && db.Jobs.Any(j => j.Id == l.JobId && j.ClientId == invoice.ClientId && j.LegalEntityId == invoice.LegalEntityId && j.Currency == invoice.Currency)).ToDictionaryAsync(l => l.Id, ct);

        var (finished, otherwise) = (await FinishedJobsAsync(db, wanted, ct), await OtherwiseHeldBackAsync(db, invoice, wanted, ct));
        var deposits = invoice.Lines.Select(l => l.DepositId).OfType<long>().Distinct().ToList();
        await ContractReopening.FreeAsync(db, invoice, [.. invoice.Lines.Where(l => wanted.All(w => w.Id != l.Id)).Select(l => l.Id)], FreedBecause.LineRemoved, null, user, now, ct);
        var givenBack = new HashSet<JobLine>();
        foreach (var gone in invoice.Lines.Where(l => wanted.All(w => w.Id != l.Id)).ToList())
        {
            if (gone.JobLineId is { } id)
            {
                JobLineBilling.GiveBack(gone, ordered[id]);
                givenBack.Add(ordered[id]);
            }

            invoice.RemoveLine(gone);
        }

        var depositAccount = invoice.IsDeposit ? await db.LegalEntities.Where(e => e.Id == invoice.LegalEntityId).Select(e => e.DepositAccountId).SingleAsync(ct) : null;
        var costs = await PurchaseCosts.OfAsync(db, wanted.Where(w => w.Id is null && w.JobLineId is null).Select(w => w.ProductId), ct);
        var billedBefore = await LineRests.FindAsync(db, [.. ordered.Keys], ct);
        var order = new List<long>(wanted.Count);
        for (var i = 0; i < wanted.Count; i++)
        {
            var (id, source, jobLineId, productId, values) = wanted[i];
            var line = invoice.Lines.Find(l => l.Id == id);
            if (line is null && jobLineId is { } fromJob && !ordered.ContainsKey(fromJob))
            {
                refusals.Add(Refusal.Stale);
                continue;
            }

            if (line is null && jobLineId is { } late && finished.TryGetValue(late, out var job))
            {
                refusals.Add(Refusal.NotNow("Invoicing.JobIsFinished", job).On($"Lines[{i}].Quantity"));
                continue;
            }

            if (line is null && jobLineId is { } held && otherwise.TryGetValue(held, out var otherRetention))
            {
                refusals.Add(otherRetention.On($"Lines[{i}].Quantity"));
                continue;
            }

            var isNew = line is null;
            values = Fixed(invoice, line, values, depositAccount);
            line ??= new InvoiceLine { Source = source is InvoiceLineSource.Deposit or InvoiceLineSource.Contract ? InvoiceLineSource.Text : source, JobLineId = jobLineId, ProductId = productId, UnitCost = jobLineId is null ? costs.Of(productId) : 0 };
            var (oldQuantity, oldNet, isShare) = (line.JobQuantity, line.LineNet, line.JobQuantity != line.Quantity);
            var set = line.Set(values);
            refusals.AddRange(set.Refusals.Select(r => r.On($"Lines[{i}].{r.Field}")));
            if (set.Succeeded && line.JobLineId is { } billed)
            {
                var quantity = isShare && !isNew ? oldQuantity : line.Quantity;
                if (quantity != oldQuantity && (line.UnitPrice, line.DiscountPercent) == (ordered[billed].UnitPrice, ordered[billed].DiscountPercent)
                    && LineRests.Of(ordered[billed], quantity, line.LineNet, billedBefore.GetValueOrDefault(billed), (oldQuantity, oldNet)) is { } rest)
                {
                    line.Set(LineShares.AsAmount(values, ordered[billed], rest, invoice));
                }

                var taken = JobLineBilling.Take(db, invoice, ordered[billed], quantity - oldQuantity, line.LineNet - oldNet, user, now, isNew ? 0 : oldQuantity);
                refusals.AddRange(taken.Refusals.Select(r => r.On($"Lines[{i}].Quantity")));
                line.Bill(quantity);
                if (Math.Abs(quantity) < Math.Abs(oldQuantity))
                {
                    givenBack.Add(ordered[billed]);
                }
            }

            if (isNew)
            {
                invoice.AddLine(line);
            }

            order.Add(line.Id);
        }

        if (refusals.Count == 0)
        {
            refusals.AddRange(invoice.Reorder(order).Refusals);
        }

        if (refusals.Count == 0 && deposits.Count > 0)
        {
            refusals.AddRange(DepositDeductions.Count(
                await DepositDeductions.LoadAsync(db, deposits, invoice.Id, ct), InvoiceKind.Invoice, invoice.Lines, await TaxTable.LoadAsync(db, invoice.LegalEntityId, ct)));
        }

        if (refusals.Count == 0)
        {
            await JobsToInvoiceAgain.OpenAsync(db, givenBack, user, now, ct);
        }

        return refusals;
    }

    /// <summary>Of the job lines that new lines bill, those whose job is over, with its number. What is billed of them already stays.</summary>
    private static async Task<Dictionary<long, string>> FinishedJobsAsync(PortalDbContext db, IReadOnlyList<Line> wanted, CancellationToken ct)
    {
        var ids = wanted.Where(l => l.Id is null).Select(l => l.JobLineId).OfType<long>().Distinct().ToList();
        return ids.Count == 0 ? [] : await db.Set<JobLine>().Where(l => ids.Contains(l.Id))
            .Join(db.Jobs.Finished(), l => l.JobId, j => j.Id, (l, j) => new { l.Id, j.Number })
            .ToDictionaryAsync(l => l.Id, l => l.Number, ct);
    }

    /// <summary>Of the job lines that new lines bill, those of other jobs of which another percentage is held back than of the invoice's own.</summary>
    private static async Task<Dictionary<long, Refusal>> OtherwiseHeldBackAsync(PortalDbContext db, Invoice invoice, IReadOnlyList<Line> wanted, CancellationToken ct)
    {
        var ids = wanted.Where(l => l.Id is null).Select(l => l.JobLineId).OfType<long>().Distinct().ToList();
        var elsewhere = ids.Count == 0 ? [] : await db.Set<JobLine>().Where(l => ids.Contains(l.Id) && l.JobId != invoice.JobId)
            .Join(db.Jobs, l => l.JobId, j => j.Id, (l, j) => new { l.Id, Job = j }).AsNoTracking().ToListAsync(ct);
        var own = elsewhere.Count == 0 ? null : await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == invoice.JobId, ct);
        return own is null ? [] : elsewhere.Where(l => l.Job.WhyNotWith(own) is not null).ToDictionary(l => l.Id, l => l.Job.WhyNotWith(own)!);
    }

    /// <summary>Of a deducted deposit only the amount may be changed; all lines of a deposit are booked on the account of deposits.</summary>
    private static InvoiceLine.Values Fixed(Invoice invoice, InvoiceLine? line, InvoiceLine.Values values, long? depositAccount) =>
        line?.DepositId is not null
            ? new InvoiceLine.Values(line.Description, 1, "", values.UnitPrice, 0, line.TaxCodeId, line.GlAccountId)
        : invoice.IsDeposit && values.Kind == InvoiceLineKind.Priced ? values with { GlAccountId = depositAccount }
        : values;
}
