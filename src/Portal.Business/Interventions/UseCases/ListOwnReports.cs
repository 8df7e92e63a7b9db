using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions.Documents;

namespace Portal.Business.Interventions.UseCases;

/// <summary>The newest report of each visit to the user's clients, the last visit first.</summary>
public sealed class ListOwnReports(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="On">The day of the visit, where the company is.</param>
    public sealed record Row(long DocumentId, string Visit, DateOnly On, string Title, string Client, string Place);

    public sealed record Listed(PortalCompany Company, bool SeveralClients, Page<Row> Page);

    public async Task<Result<Listed>> RunAsync(PageRequest page, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await PortalCompany.LoadAsync(db, null, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var reports =
            from document in db.StoredDocuments.AsNoTracking().Where(d => d.SubjectType == nameof(Visit) && d.Kind == DocumentKinds.VisitReport && d.Visibility == DocumentVisibility.SharedWithClient)
            join visit in db.Visits on document.SubjectId equals visit.Id
            join request in db.ServiceRequests on visit.RequestId equals request.Id
            where !db.StoredDocuments.Any(d => d.SubjectType == nameof(Visit) && d.SubjectId == visit.Id && d.Kind == DocumentKinds.VisitReport && d.Revision > document.Revision)
            orderby visit.StartsAt descending, visit.Id descending
            select new
            {
                document.Id,
                visit.Number,
                At = visit.StartedAt ?? visit.StartsAt,
                visit.LegalEntityId,
                request.Title,
                Client = db.Clients.Where(c => c.Id == visit.ClientId).Select(c => c.Name).FirstOrDefault(),
                Place = db.Sites.Where(s => s.Id == visit.SiteId).Select(s => s.Name).FirstOrDefault(),
            };
        var rows = await reports.Skip(page.Skip).Take(page.Take).ToListAsync(ct);
        var sellers = await db.LegalEntities.AsNoTracking().ToDictionaryAsync(e => e.Id, ct);
        return new Listed(company, user.Clients.ClientIds.Count > 1, new Page<Row>(
            [.. rows.Select(r => new Row(r.Id, r.Number, sellers[r.LegalEntityId].DayOf(r.At), r.Title, r.Client ?? "", r.Place ?? ""))], await reports.CountAsync(ct)));
    }
}
