using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>What happened in a job, newest first, a page at a time: what the program noticed, notes, calls, and messages from the outbox.</summary>
public sealed class ListJobTimeline(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimelineTexts texts)
{
    /// <param name="Kind">Null lists everything.</param>
    public sealed record Input(long JobId, PageRequest Page, TimelineKind? Kind = null);

    public async Task<Result<Page<TimelineRow>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var withTickets = user.Has(Permissions.HelpdeskView);
        var entries = await JobEvents.OfAsync(db, input.JobId, withTickets, ct);
        entries = input.Kind switch
        {
            TimelineKind.Note => entries.Where(e => e.What == TimelineEntry.OfANote),
            TimelineKind.Call => entries.Where(e => e.What == TimelineEntry.CallIn || e.What == TimelineEntry.CallOut),
            TimelineKind.Event => entries.Where(e => e.What != TimelineEntry.OfANote && e.What != TimelineEntry.CallIn && e.What != TimelineEntry.CallOut),
            _ => entries,
        };
        var places = entries.Select(e => new { e.At, e.Id, IsMail = false });
        var mails = JobMails.Of(db, input.JobId, await JobEvents.MergedAsync(db, input.JobId, ct), withTickets).Select(m => new { At = m.CreatedAt, m.Id, IsMail = true });
        places = input.Kind switch { null => places.Concat(mails), TimelineKind.Mail => mails, _ => places };
        var total = await places.CountAsync(ct);
        var page = await places.OrderByDescending(p => p.At).ThenByDescending(p => p.Id).Skip(input.Page.Skip).Take(input.Page.Take).ToListAsync(ct);
        var rows = await RowsAsync(db, [.. page.Where(p => !p.IsMail).Select(p => p.Id)], [.. page.Where(p => p.IsMail).Select(p => p.Id)], ct);
        return new Page<TimelineRow>([.. page.Where(p => rows.ContainsKey(p.Id)).Select(p => rows[p.Id])], total);
    }

    private async Task<Dictionary<long, TimelineRow>> RowsAsync(PortalDbContext db, List<long> entryIds, List<long> mailIds, CancellationToken ct)
    {
        var entries = await db.TimelineEntries.AsNoTracking().Where(e => entryIds.Contains(e.Id)).ToListAsync(ct);
        var mails = mailIds.Count == 0 ? [] : await db.OutgoingMessages.AsNoTracking().Where(m => mailIds.Contains(m.Id))
            .Select(m => new { m.Id, m.CreatedAt, m.Subject, m.Recipients, m.State }).ToListAsync(ct);
        var rows = entries.ToDictionary(e => e.Id, texts.Say);
        foreach (var mail in mails)
        {
            rows[mail.Id] = new TimelineRow(
                mail.Id, mail.CreatedAt, "", mail.Subject, false, new SubjectRef("OutgoingMessage", mail.Id), TimelineKind.Mail,
                texts.SayMail(mail.State, string.Join(", ", mail.Recipients.Select(r => r.Address))));
        }

        return rows;
    }
}
