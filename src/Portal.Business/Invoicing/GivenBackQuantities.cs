using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>What a credit note gives back to jobs, which may invoice it again.</summary>
internal static class GivenBackQuantities
{
    /// <summary>The job's quantity goes back in proportion; shares are cut from the running total, so they add up.</summary>
    public static async Task BookAsync(
        PortalDbContext db, Invoice note, Invoice original, IReadOnlyList<Invoice> notes, CreditInvoice.Input input, ICurrentUser actor, DateTime now, CancellationToken ct)
    {
        var back = note.Lines.Where(l => l is { JobLineId: not null, ReversedQuantity: > 0 } && CreditNotes.GivesBack(input, l.OriginalLineId)).ToList();
        var jobLineIds = back.Select(l => l.JobLineId!.Value).ToList();
        var ordered = jobLineIds.Count == 0 ? [] : await db.Set<JobLine>().Where(l => jobLineIds.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        foreach (var credited in back)
        {
            var line = original.Lines.Single(l => l.Id == credited.OriginalLineId);
            var before = notes.SelectMany(n => n.Lines).Where(l => l.OriginalLineId == line.Id).Sum(l => l.ReversedQuantity);
            var quantity = Money.RoundQuantity(line.JobQuantity * (before + credited.Quantity) / line.Quantity)
                - Money.RoundQuantity(line.JobQuantity * before / line.Quantity);
            credited.Bill(quantity);
            ordered[credited.JobLineId!.Value].GiveBack(quantity, InvoiceLine.NetOfPart(line.LineNet, line.Quantity, before, credited.Quantity));
        }

        await JobsToInvoiceAgain.OpenAsync(db, ordered.Values, actor, now, ct);
    }
}
