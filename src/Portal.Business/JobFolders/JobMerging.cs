using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Helpdesk;

namespace Portal.Business.JobFolders;

/// <summary>Takes everything that stands in one job over to another, in the caller's transaction.</summary>
internal static class JobMerging
{
    /// <summary>
    /// What has a version or an audit trail is moved through the context, so that who changes it at the same moment is told; timeline and
    /// messages directly, before the caller adds to the timeline.
    /// </summary>
    public static async Task MoveAllAsync(PortalDbContext db, Job from, Job into, CancellationToken ct)
    {
        await db.TimelineEntries.Where(e => e.JobId == from.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.JobId, (long?)into.Id), ct);
        await db.OutgoingMessages.Where(m => m.AboutType == nameof(Job) && m.AboutId == from.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.AboutId, (long?)into.Id), ct);
        await db.TextMessages.Where(m => m.JobId == from.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.JobId, (long?)into.Id), ct);
        into.TakeOver(from, [.. from.Lines]);
        await MoveRecordsAsync(db, from, into, ct);
        await MoveTicketsAsync(db, from, into, ct);
        await MoveStagesAsync(db, from, into, ct);
        await MoveWordsAsync(db, from, into, ct);
        await MoveDocumentsAsync(db, from, into, ct);
    }

    private static async Task MoveRecordsAsync(PortalDbContext db, Job from, Job into, CancellationToken ct)
    {
        foreach (var quote in await db.Quotes.Where(q => q.JobId == from.Id).ToListAsync(ct))
        {
            quote.MoveToJob(into.Id);
        }

        foreach (var invoice in await db.Invoices.Where(i => i.JobId == from.Id).ToListAsync(ct))
        {
            invoice.MoveToJob(into.Id);
        }

        foreach (var request in await db.ServiceRequests.Where(r => r.JobId == from.Id).ToListAsync(ct))
        {
            request.MoveTo(into.Id);
        }

        foreach (var visit in await db.Visits.Where(v => v.JobId == from.Id).ToListAsync(ct))
        {
            visit.MoveTo(into.Id);
        }

        foreach (var entry in await db.TimeEntries.Where(e => e.JobId == from.Id).ToListAsync(ct))
        {
            entry.MoveTo(into);
        }

        foreach (var expense in await db.JobExpenses.Where(e => e.JobId == from.Id).ToListAsync(ct))
        {
            expense.MoveTo(into.Id);
        }

        foreach (var contract in await db.Contracts.Where(c => c.JobId == from.Id).ToListAsync(ct))
        {
            contract.MoveToJob(into.Id);
        }
    }

    /// <summary>Time of tickets, and of teams whose job this is, goes on the one that stays; so do relations of tickets.</summary>
    private static async Task MoveTicketsAsync(PortalDbContext db, Job from, Job into, CancellationToken ct)
    {
        foreach (var ticket in await db.Tickets.Where(t => t.JobId == from.Id).ToListAsync(ct))
        {
            ticket.MoveToJob(into.Id);
        }

        foreach (var team in await db.HelpdeskTeams.Where(t => t.DefaultJobId == from.Id).ToListAsync(ct))
        {
            team.DefaultJobId = into.Id;
        }

        var links = await db.TicketLinks.Where(l => l.Kind == TicketLinkKind.Job && (l.SubjectId == from.Id || l.SubjectId == into.Id)).ToListAsync(ct);
        foreach (var link in links.Where(l => l.SubjectId == from.Id))
        {
            db.TicketLinks.Remove(link);
            if (!links.Exists(l => l.SubjectId == into.Id && l.TicketId == link.TicketId))
            {
                db.TicketLinks.Add(new TicketLink { TicketId = link.TicketId, ClientId = link.ClientId, Kind = TicketLinkKind.Job, SubjectId = into.Id });
            }
        }
    }

    private static async Task MoveStagesAsync(PortalDbContext db, Job from, Job into, CancellationToken ct)
    {
        var last = await db.JobStages.Where(s => s.JobId == into.Id).MaxAsync(s => (int?)s.Position, ct) ?? 0;
        foreach (var stage in await db.JobStages.Where(s => s.JobId == from.Id).OrderBy(s => s.Position).ToListAsync(ct))
        {
            stage.MoveTo(into.Id, ++last);
        }

        foreach (var task in await db.JobTasks.Where(t => t.JobId == from.Id).ToListAsync(ct))
        {
            task.MoveTo(into.Id);
        }
    }

    /// <summary>Labels and fields: where both say something, what the job says that stays counts.</summary>
    private static async Task MoveWordsAsync(PortalDbContext db, Job from, Job into, CancellationToken ct)
    {
        var labels = await db.JobLabels.Where(l => l.JobId == from.Id || l.JobId == into.Id).ToListAsync(ct);
        foreach (var label in labels.Where(l => l.JobId == from.Id).ToList())
        {
            if (labels.Exists(l => l.JobId == into.Id && l.Key == label.Key))
            {
                db.JobLabels.Remove(label);
            }
            else
            {
                label.MoveTo(into.Id);
            }
        }

        var values = await db.JobFieldValues.Where(v => v.JobId == from.Id || v.JobId == into.Id).ToListAsync(ct);
        foreach (var value in values.Where(v => v.JobId == from.Id && !values.Exists(o => o.JobId == into.Id && o.FieldId == v.FieldId)).ToList())
        {
            value.MoveTo(into.Id);
        }
    }

    /// <summary>A file whose name is there already gets the number of the job that it came from.</summary>
    private static async Task MoveDocumentsAsync(PortalDbContext db, Job from, Job into, CancellationToken ct)
    {
        var taken = await db.StoredDocuments.OfJob(into.Id).Where(d => d.CurrentKey != null).Select(d => d.CurrentKey).ToListAsync(ct);
        foreach (var document in await db.StoredDocuments.OfJob(from.Id).ToListAsync(ct))
        {
            if (document.CurrentKey is { } key && taken.Contains(key))
            {
                var extension = Path.GetExtension(document.FileName);
                document.Rename($"{document.FileName[..^extension.Length]} ({from.Number}){extension}");
                if (taken.Contains(document.CurrentKey))
                {
                    document.Rename($"{Guid.NewGuid():n}{extension}");
                }
            }

            document.MoveTo(SubjectRef.To(into));
        }
    }
}
