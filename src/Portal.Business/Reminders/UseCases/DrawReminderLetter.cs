using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Reminders.Documents;

namespace Portal.Business.Reminders.UseCases;

/// <summary>The letter of a reminder that was not sent yet, to look at.</summary>
public sealed class DrawReminderLetter(PortalDbContextFactory contexts, ReminderLetters letters, ICurrentUser user, TimeProvider clock)
{
    public async Task<Result<DocumentFile>> RunAsync(ReminderWish input, CancellationToken ct)
    {
        if (!user.Has(Permissions.RemindersSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var loaded = await input.LoadAsync(db, clock, ct);
        return loaded.TryGet(out var draft)
            ? await letters.RenderAsync(db, draft, await ReminderMail.ProposeAsync(db, draft, ct), clock.GetUtcNow().UtcDateTime, ct)
            : Result<DocumentFile>.Refused(loaded.Refusals);
    }
}
