using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Looks for words in everything that stands in one job: lines, documents, notes and calls, messages, quotes, invoices, requests, tickets, tasks.</summary>
public sealed class SearchJob(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    private const int MostOfAKind = 20;

    public sealed record Input(long JobId, string Text);

    /// <param name="Kind">"Line", "Document", "Note", "OutgoingMessage", "Quote", "Invoice", "ServiceRequest", "JobTask", "Ticket".</param>
    /// <param name="Detail">A quote's number, who wrote a note, whom a message went to.</param>
    public sealed record Hit(string Kind, long Id, string Text, string Detail, DateTime? At);

    public async Task<Result<IReadOnlyList<Hit>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView))
        {
            return Refusal.Forbidden;
        }

        var text = Folding.Cut(input.Text.Trim(), Lengths.Name);
        if (text.Length < 2)
        {
            return Array.Empty<Hit>();
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var id = input.JobId;
        var merged = await JobEvents.MergedAsync(db, id, ct);
        var found = new List<IQueryable<Hit>>
        {
            db.Set<JobLine>().Where(l => l.JobId == id).WhereContains((l => l.Description, text)).OrderBy(l => l.Position).Select(l => new Hit("Line", l.Id, l.Description, "", null)),
            db.StoredDocuments.OfJob(id).Current().WhereContains((d => d.FileName, text)).OrderByDescending(d => d.Id)
                .Select(d => new Hit("Document", d.Id, d.FileName, d.AddedBy, d.CreatedAt)),
            db.TimelineEntries.Where(e => (e.JobId == id || (e.JobId != null && merged.Contains(e.JobId.Value))) && e.Note != "").WhereContains((e => e.Note, text)).OrderByDescending(e => e.Id)
                .Select(e => new Hit("Note", e.Id, e.Note, e.UserName, e.At)),
            JobMails.Of(db, id, merged, user.Has(Permissions.HelpdeskView)).WhereContains((m => m.Subject, text), (m => m.RecipientsSearch, Folding.Fold(text))).OrderByDescending(m => m.Id)
                .Select(m => new Hit("OutgoingMessage", m.Id, m.Subject, m.RecipientsSearch, m.CreatedAt)),
            db.Quotes.Where(q => q.JobId == id).WhereContains((q => q.Title, text), (q => q.Number, text)).OrderByDescending(q => q.Id)
                .Select(q => new Hit("Quote", q.Id, q.Title, q.Number, null)),
            db.Invoices.OfJob(db, id).WhereContains((i => i.Title, text), (i => i.Number ?? i.ProformaNumber, text)).OrderByDescending(i => i.Id)
                .Select(i => new Hit("Invoice", i.Id, i.Title, i.Number ?? i.ProformaNumber, null)),
            db.ServiceRequests.Where(r => r.JobId == id).WhereContains((r => r.Title, text), (r => r.Description, text), (r => r.Number, text)).OrderByDescending(r => r.Id)
                .Select(r => new Hit("ServiceRequest", r.Id, r.Title, r.Number, r.CreatedAt)),
            db.JobTasks.Where(t => t.JobId == id).WhereContains((t => t.Text, text)).OrderBy(t => t.Id).Select(t => new Hit("JobTask", t.Id, t.Text, "", null)),
        };
        if (user.Has(Permissions.HelpdeskView))
        {
            var tickets = db.Tickets.OfJob(db, id);
            var said = db.TicketMessages.Where(m => tickets.Any(t => t.Id == m.TicketId)).WhereContains((m => m.Body, text)).Select(m => m.TicketId);
            var hit = tickets.WhereContains((t => t.Title, text), (t => t.Number, text)).Select(t => t.Id).Union(said);
            found.Add(db.Tickets.Where(t => hit.Contains(t.Id)).OrderByDescending(t => t.Id).Select(t => new Hit("Ticket", t.Id, t.Title, t.Number, t.CreatedAt)));
        }

        var hits = new List<Hit>();
        foreach (var query in found)
        {
            hits.AddRange(await query.Take(MostOfAKind).ToListAsync(ct));
        }

        return hits;
    }
}
