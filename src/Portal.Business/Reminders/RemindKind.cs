using Microsoft.EntityFrameworkCore;
using Portal.Business.Batches;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Reminders;

/// <summary>
/// Reminds of each at its next level. Those of one client, currency and level in the same batch go out as one message: the first of them sends
/// it, the others find themselves reminded.
/// </summary>
public sealed class RemindKind(PortalDbContextFactory contexts, ReminderSending sending, BatchFacts facts, ICurrentUser user, TimeProvider clock) : IInvoiceBatchKind
{
    public const string KindName = "remind";

    public string Name => KindName;

    public IReadOnlyList<string> Permissions { get; } = [Common.Permissions.RemindersSend];

    public async Task<IReadOnlyDictionary<long, BatchVerdict>> JudgeAsync(PortalDbContext db, IReadOnlyList<Invoice> invoices, bool again, CancellationToken ct) =>
        (await ReminderVerdicts.ReadAsync(db, invoices, clock, ct)).ToDictionary(v => v.Key, v => v.Value switch
        {
            { WhyNot: { } whyNot } => BatchVerdict.LeftOut(whyNot),
            { IsDue: true, Level: var level } => BatchVerdict.Warned(Refusal.NotNow("Batches.RemindLevel", level)),
            { Level: var level } => BatchVerdict.Warned(Refusal.NotNow("Batches.RemindLevelEarly", level)),
        });

    public async Task<Result<string>> RunAsync(BatchWork work, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var since = await db.Batches.Where(b => b.Id == work.BatchId).Select(b => b.StartedAt).SingleAsync(ct);
        if (await IsRemindedAsync(db, work.SubjectId, since, ct))
        {
            return await facts.DisplayNumberAsync(work.SubjectId, ct);
        }

        var together = db.BatchItems.Where(i => i.BatchId == work.BatchId && (i.State == BatchItemState.Waiting || i.State == BatchItemState.Running)).Select(i => i.InvoiceId!.Value);
        var loaded = await ReminderDraft.LoadForInvoiceAsync(db, work.SubjectId, clock, ct, together);
        if (!loaded.TryGet(out var draft))
        {
            return Result<string>.Refused(loaded.Refusals);
        }

        if (InvoiceRecipients.Of(draft.Client).IsEmpty)
        {
            return Refusal.NotNow("Reminders.NobodyToSendTo", draft.Client.Name);
        }

        var sent = await sending.SendAsync(db, user, draft, null, ct);
        if (!sent.Succeeded)
        {
            // Another process has sent it for one of the others meanwhile.
            await using var after = contexts.CreateDbContext();
            if (!await IsRemindedAsync(after, work.SubjectId, since, ct))
            {
                return sent.Refusal!;
            }
        }

        return await facts.DisplayNumberAsync(work.SubjectId, ct);
    }

    private static Task<bool> IsRemindedAsync(PortalDbContext db, long invoiceId, DateTime since, CancellationToken ct) =>
        db.Reminders.AnyAsync(r => r.InvoiceId == invoiceId && r.Notice!.CreatedAt >= since, ct);
}
