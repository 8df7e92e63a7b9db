using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Bills a visit with an invoice of its job that was prepared earlier, and issues and sends it where that is wished.</summary>
public sealed class AttachVisitInvoice(PortalDbContextFactory contexts, IssueInvoice issue, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Send">Issue it, if it is not, and send it.</param>
    public sealed record Input(long VisitId, Guid Key, long InvoiceId, bool Send = true);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo) || !user.Has(Permissions.InvoicesEdit) || (input.Send && !(user.Has(Permissions.InvoicesIssue) && user.Has(Permissions.InvoicesSend))))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(db, user, input.VisitId, input.Key, ct)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var visit = doing.Visit;
        if (!doing.WasDone)
        {
            if ((await VisitReading.PreparedAsync(db, visit, ct)).Find(i => i.Id == input.InvoiceId) is not { } prepared)
            {
                return visit.InvoiceId is null ? Refusal.NotFound : Refusal.NotNow("Interventions.VisitHasInvoice", visit.Number);
            }

            if (visit.Bill(prepared.Id) is { Succeeded: false } refused)
            {
                return refused;
            }

            var now = clock.GetUtcNow().UtcDateTime;
            db.VisitSteps.Add(new VisitStep(visit, VisitStepKind.InvoiceAttached, input.Key, user, now, prepared.Number, prepared.Id));
            db.TimelineEntries.Add(new TimelineEntry(
                visit.ClientId, visit.JobId, now, user, "Interventions.InvoiceAttached", nameof(Visit), visit.Id, prepared.Number, visit.Number));
            if (await db.SaveOnceAsync(input.Key, ct) is { Succeeded: false } lost)
            {
                return lost;
            }
        }

        var isIssued = (await db.Invoices.AsNoTracking().SingleAsync(i => i.Id == input.InvoiceId, ct)).IsIssued;
        return input.Send && !isIssued ? await issue.RunAsync(new IssueInvoice.Input(input.InvoiceId, Send: true), ct) : Result.Done;
    }
}
