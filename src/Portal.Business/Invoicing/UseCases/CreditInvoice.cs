using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Payments;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>
/// Makes and issues the credit note of all or part of an issued invoice, in one transaction. It uses the tax rates of the original's
/// day; credit notes that use an invoice up equal it to the cent.
/// </summary>
public sealed class CreditInvoice(PortalDbContextFactory contexts, InvoiceIssuing issuing, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Quantities">How much of which line; null credits all that is left.</param>
    /// <param name="GiveBackQuantities">The job may invoice the quantities again.</param>
    public sealed record Input(
        long InvoiceId, int Version, IReadOnlyList<LineQuantity>? Quantities, bool GiveBackQuantities, string Reason, bool Send);

    public sealed record LineQuantity(long LineId, decimal Quantity);

    public sealed record Credited(long Id, string Number);

    public async Task<Result<Credited>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesCredit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var original = await db.Invoices.AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (original is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(original, input.Version);
        if (original.IsProforma || original.Kind == InvoiceKind.CreditNote)
        {
            return Refusal.NotNow("Invoicing.NotCreditable", original.DisplayNumber);
        }

        var earlier = await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes)
            .Where(i => i.OriginalId == original.Id && i.Number != null).ToListAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var note = original.StartCredit(now);
        if (Fill(note, original, earlier, input) is { Count: > 0 } refusals)
        {
            return Result<Credited>.Refused(refusals);
        }

        note.Calculate(await TaxTable.LoadAsync(db, original.LegalEntityId, ct), original.IssuedOn!.Value);
        note.FitTaxes(original.Taxes, [.. earlier.SelectMany(e => e.Taxes)]);
        if (original.Credit(note.Total) is { Succeeded: false } refused)
        {
            return refused.Refusal!;
        }

        await OverpaidInvoices.ReleaseAsync(db, original, now, ct);
        if (input.GiveBackQuantities)
        {
            await GiveBackAsync(db, note, original, earlier, ct);
        }

        note.IndexForSearch(original.Parties!.Buyer.Name);
        db.Invoices.Add(note);
        db.TimelineEntries.Add(new TimelineEntry(
            original.ClientId, original.JobId, now, user, "Invoicing.Credited", nameof(Invoice), original.Id,
            original.DisplayNumber, (note.Total, note.Currency), input.Reason));
        return (await issuing.IssueAsync(db, user, note, issueOn: null, input.Send, ct)).TryGet(out var number, out var notIssued)
            ? new Credited(note.Id, number)
            : notIssued;
    }

    private static List<Refusal> Fill(Invoice note, Invoice original, List<Invoice> earlier, Input input)
    {
        if (string.IsNullOrWhiteSpace(input.Reason))
        {
            return [Refusal.Invalid("Common.Required").On(nameof(input.Reason))];
        }

        note.Edit(new Invoice.Head(
            original.BilledToId, input.Reason.Trim(), original.PurchaseOrder, original.FiscalPositionId, null, null, null, null, SendWhenIssued: false, original.SiteId));
        var refusals = new List<Refusal>();
        foreach (var line in original.Lines.OrderBy(l => l.Position))
        {
            var before = CreditedBefore(earlier, line);
            var left = line.Quantity - before;
            var quantity = input.Quantities is null ? left : input.Quantities.Where(q => q.LineId == line.Id).Sum(q => q.Quantity);
            if (quantity == 0)
            {
                continue;
            }

            if (quantity < 0 || quantity > left)
            {
                refusals.Add(Refusal.Invalid("Invoicing.MoreThanLineLeft", line.ShortDescription, left));
                continue;
            }

            var credited = new InvoiceLine { Source = line.Source, OriginalLineId = line.Id, ProductId = line.ProductId, JobLineId = line.JobLineId };
            var set = credited.Set(new InvoiceLine.Values(
                line.Description, quantity, line.Unit, line.UnitPrice, line.DiscountPercent, line.TaxCodeId, line.GlAccountId,
                line.PurchaseOrder, line.ServiceFrom, line.ServiceTo));
            refusals.AddRange(set.Refusals);
            credited.Reverse(line, before);
            note.AddLine(credited);
        }

        return note.Lines.Count == 0 && refusals.Count == 0 ? [Refusal.Invalid("Invoicing.NothingToCredit", original.DisplayNumber)] : refusals;
    }

    private static decimal CreditedBefore(List<Invoice> earlier, InvoiceLine line) =>
        earlier.SelectMany(e => e.Lines).Where(l => l.OriginalLineId == line.Id).Sum(l => l.Quantity);

    /// <summary>The job's quantity goes back in proportion; shares are cut from the running total, so they add up.</summary>
    private static async Task GiveBackAsync(PortalDbContext db, Invoice note, Invoice original, List<Invoice> earlier, CancellationToken ct)
    {
        var jobLineIds = note.Lines.Select(l => l.JobLineId).OfType<long>().ToList();
        var ordered = await db.Set<JobLine>().Where(l => jobLineIds.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        foreach (var credited in note.Lines.Where(l => l.JobLineId is not null))
        {
            var line = original.Lines.Single(l => l.Id == credited.OriginalLineId);
            var before = CreditedBefore(earlier, line);
            var quantity = Money.RoundQuantity(line.JobQuantity * (before + credited.Quantity) / line.Quantity)
                - Money.RoundQuantity(line.JobQuantity * before / line.Quantity);
            credited.Bill(quantity);
            ordered[credited.JobLineId!.Value].GiveBack(quantity, credited.Net);
        }
    }
}
