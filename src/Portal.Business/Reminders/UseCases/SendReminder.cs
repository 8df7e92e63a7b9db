using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Reminders.UseCases;

/// <summary>A person sends one reminder. The same reminder pressed twice goes out once, and both presses are told that it is done.</summary>
public sealed class SendReminder(PortalDbContextFactory contexts, ReminderSending sending, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Expected">What the person saw that it claims; null sends what is due now.</param>
    /// <param name="SeenAs">What it was when the person saw it: tells a second press from a reminder that is gone.</param>
    /// <param name="Wishes">What the person changed; null sends by rule.</param>
    public sealed record Input(ReminderWish Reminder, decimal? Expected = null, ReminderKey? SeenAs = null, IReadOnlyList<long>? InvoiceIds = null, MailWishes? Wishes = null);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.RemindersSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await IsSentAsync(db, input, ct))
        {
            return Result.Done;
        }

        var loaded = await input.Reminder.LoadAsync(db, clock, ct);
        if (!loaded.TryGet(out var draft))
        {
            return await IsSentAsync(db, input, ct) ? Result.Done : Result.Refused(loaded.Refusals);
        }

        if ((input.Expected is { } expected && expected != draft.Total) || (input.SeenAs is { } seen && seen != draft.Key))
        {
            return Refusal.Conflict("Reminders.Changed");
        }

        if (input.Wishes is null && InvoiceRecipients.Of(draft.Client).IsEmpty)
        {
            return Refusal.NotNow("Reminders.NobodyToSendTo", draft.Client.Name).On("To");
        }

        if (input.Wishes is { } wishes && ReminderMail.Check(wishes) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        var sent = await sending.SendAsync(db, user, draft, input.Wishes, ct);
        if (sent.Succeeded)
        {
            return Result.Done;
        }

        await using var after = contexts.CreateDbContext();
        return sent.Refusal!.Kind == RefusalKind.Conflict && await IsSentAsync(after, input, ct) ? Result.Done : sent.Refusal;
    }

    private static async Task<bool> IsSentAsync(PortalDbContext db, Input input, CancellationToken ct)
    {
        if (input is not { SeenAs: { } seen, InvoiceIds: { Count: > 0 } ids })
        {
            return false;
        }

        return await db.Reminders.CountAsync(r => ids.Contains(r.InvoiceId) && r.Level == seen.Level && r.ClientId == seen.ClientId, ct) == ids.Distinct().Count();
    }
}
