using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Reminders.UseCases;

/// <summary>A reminder as it would be sent now: amounts, recipients, the message as the company words it.</summary>
public sealed class ProposeReminder(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="To">As one types them; empty when the client has no billing manager with an address.</param>
    /// <param name="Total">What is claimed; a sending that would claim something else is refused.</param>
    public sealed record Proposal(
        ReminderKey Key, string Client, DateOnly Day, ReminderTone Tone, IReadOnlyList<ReminderClaim> Claims, decimal Overdue, decimal Interest, decimal Fee, decimal Total,
        string To, string Cc, string Subject, string Body, bool WithStatement, bool WithInvoices, bool WithLetter);

    public async Task<Result<Proposal>> RunAsync(ReminderWish input, CancellationToken ct)
    {
        if (!user.Has(Permissions.RemindersSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var loaded = await input.LoadAsync(db, clock, ct);
        if (!loaded.TryGet(out var draft))
        {
            return Result<Proposal>.Refused(loaded.Refusals);
        }

        var said = await ReminderMail.ProposeAsync(db, draft, ct);
        return new Proposal(
            draft.Key, draft.Client.Name, draft.Today, draft.Level.Tone, draft.Claims, draft.Overdue, draft.Interest, draft.Fee, draft.Total,
            MailContacts.Write(said.To), MailContacts.Write(said.Cc), said.Subject, said.Body,
            draft.Level.AttachesStatement, draft.Level.AttachesInvoices, draft.Level.AttachesLetter);
    }
}
