using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Helpdesk.Incoming;

/// <summary>Takes one message in: sorted and saved together with its key, so that it counts once whoever reads it how often.</summary>
public sealed class MailTaking(PortalDbContextFactory contexts, IOptions<MailOptions> mail, ICurrentUser user, TimeProvider clock, Steps steps)
{
    private const int Attempts = 5;

    /// <summary>What became of it; null where it could not be saved, and is to be tried again.</summary>
    internal async Task<IncomingMail?> TakeAsync(byte[] bytes, bool isCut, CancellationToken ct)
    {
        var letter = MailReader.Read(bytes, isCut);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryAsync(letter, bytes, ct) is { } taken)
            {
                return taken;
            }
        }

        return null;
    }

    /// <summary>Whatever it was that failed: it is there for a person.</summary>
    internal async Task<IncomingMail?> ParkAsync(byte[] bytes, CancellationToken ct) =>
        await TryAsync(new MailLetter { Fingerprint = MailIds.Hash(bytes), Reason = MailReason.Failed }, bytes, ct);

    private async Task<IncomingMail?> TryAsync(MailLetter letter, byte[] bytes, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var (key, reason) = (letter.MailId is { } id ? $"id:{MailIds.Hash(id)}" : $"raw:{letter.Fingerprint}", letter.Reason);
        if (await FindAsync(db, key, ct) is { } before)
        {
            if (before.Fingerprint == letter.Fingerprint)
            {
                return before;
            }

            (key, reason) = ($"raw:{MailIds.Hash(bytes)}", MailReason.SameIdentifier);
            if (await FindAsync(db, key, ct) is { } again)
            {
                return again;
            }
        }

        var sorted = await MailSorting.SortAsync(db, letter, mail.Value.From, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var row = new IncomingMail(letter, key, now);
        await using var transaction = await db.BeginWriteAsync(ct);
        db.IncomingMails.Add(row);
        reason = reason is MailReason.SameIdentifier or MailReason.Failed ? reason : sorted.Reason;
        if (reason == MailReason.None && sorted.Ticket is { } ticket)
        {
            await MailTickets.AnswerAsync(db, ticket, letter, sorted.Contact?.Name ?? MailTickets.NameOf(letter), now, ct);
            row.StandOn(ticket);
        }
        else if (reason == MailReason.None)
        {
            if ((await MailTickets.OpenAsync(db, sorted.Client!, sorted.Team, sorted.Contact, letter, user, now, ct)).TryGet(out var made))
            {
                row.StandOn(made);
            }
            else
            {
                reason = MailReason.Failed;
            }
        }

        if (reason != MailReason.None)
        {
            row.LeaveAside(reason, sorted.Ticket?.Id);
        }

        if (reason != MailReason.None || db.TicketMessages.Local.Any(m => m.LeftOut.Count > 0))
        {
            db.IncomingMailSources.Add(new IncomingMailSource { IncomingMailId = row.Id, Bytes = bytes });
        }

        if (!(await db.TrySaveAsync(ct)).Succeeded)
        {
            return null;
        }

        steps.Reached("helpdesk.mail-written");
        await transaction.CommitAsync(ct);
        return row;
    }

    private static Task<IncomingMail?> FindAsync(PortalDbContext db, string key, CancellationToken ct) => db.IncomingMails.AsNoTracking().SingleOrDefaultAsync(m => m.Key == key, ct);
}
