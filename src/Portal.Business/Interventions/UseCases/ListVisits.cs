using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

public sealed class ListVisits(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public enum Choice
    {
        /// <summary>From today on, by time.</summary>
        Ahead,
        Today,

        /// <summary>Drafts that are planned for tomorrow or before.</summary>
        Unconfirmed,

        /// <summary>Of days past, that nobody finished.</summary>
        Forgotten,

        /// <summary>From today on, one's own.</summary>
        Mine,
        All,
    }

    public sealed record Input(
        PageRequest Page, Choice Choice = Choice.Ahead, string? Search = null, VisitStatus? Status = null, long? LegalEntityId = null, long? ClientId = null,
        long? RequestId = null, DateOnly? From = null, DateOnly? To = null, long? JobId = null, long? ContractId = null, IReadOnlyList<long>? Ids = null)
    {
        /// <summary>These, whenever they are.</summary>
        public static Input Of(IReadOnlyList<long> ids) => new(new PageRequest(), Choice.All, Ids: ids);
    }

    /// <param name="Local">The start on the wall clock of the company.</param>
    public sealed record Row(
        long Id, string Number, DateTime Local, int Minutes, string Client, string Title, string? Technician, VisitStatus Status, string LegalEntity);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var found = (await NarrowAsync(db, input, ct)).Only(input.Page);
        var rows =
            from visit in found
            join request in db.ServiceRequests on visit.RequestId equals request.Id
            join client in db.Clients on visit.ClientId equals client.Id
            join entity in db.LegalEntities on visit.LegalEntityId equals entity.Id
            join person in db.Users on visit.TechnicianId equals (long?)person.Id into people
            from technician in people.DefaultIfEmpty()
            select new { visit, request, client, entity, technician };
        rows = rows.Matching((r, word) => r.request.SearchKey.Contains(word) || r.client.SearchKey.Contains(word), input.Search);
        var total = await rows.CountAsync(ct);
        var newestFirst = input.Page.Sort is null ? input.Choice == Choice.All : input.Page.Descending;
        var sorted = (input.Page.Sort == "number", newestFirst) switch
        {
            (true, true) => rows.OrderByDescending(r => r.visit.Number),
            (true, false) => rows.OrderBy(r => r.visit.Number),
            (false, true) => rows.OrderByDescending(r => r.visit.StartsAt),
            _ => rows.OrderBy(r => r.visit.StartsAt),
        };
        var page = await sorted.ThenBy(r => r.visit.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(r => new
            {
                r.visit.Id,
                r.visit.Number,
                r.visit.StartsAt,
                r.visit.EndsAt,
                Client = r.client.Name,
                r.request.Title,
                Technician = r.technician == null ? null : r.technician.DisplayName,
                r.visit.Status,
                Entity = r.entity,
            }).ToListAsync(ct);
        return new Page<Row>(
            [.. page.Select(r => new Row(r.Id, r.Number, r.Entity.Local(r.StartsAt), (int)(r.EndsAt - r.StartsAt).TotalMinutes, r.Client, r.Title, r.Technician, r.Status, r.Entity.Name))], total);
    }

    /// <summary>The drafts that a list shows; of visits named, whatever became of them. Whoever asks has checked the permission.</summary>
    internal async Task<IQueryable<Visit>> DraftsAsync(PortalDbContext db, Input input, CancellationToken ct) =>
        (await NarrowAsync(db, input, ct)).Where(v => v.Status == VisitStatus.Draft || input.Ids != null)
            .Join(db.ServiceRequests, v => v.RequestId, r => r.Id, (visit, request) => new { visit, request })
            .Join(db.Clients, r => r.visit.ClientId, c => c.Id, (r, client) => new { r.visit, r.request, client })
            .Matching((r, word) => r.request.SearchKey.Contains(word) || r.client.SearchKey.Contains(word), input.Search).Select(r => r.visit);

    private async Task<IQueryable<Visit>> NarrowAsync(PortalDbContext db, Input input, CancellationToken ct)
    {
        var found = db.Visits.AsNoTracking().Where(v =>
            (input.Status == null || v.Status == input.Status) && (input.LegalEntityId == null || v.LegalEntityId == input.LegalEntityId)
            && (input.Ids == null || input.Ids.Contains(v.Id)) && (input.ClientId == null || v.ClientId == input.ClientId) && (input.RequestId == null || v.RequestId == input.RequestId) && (input.JobId == null || v.JobId == input.JobId));
        if (input.ContractId is { } contract)
        {
            found = found.Where(v => db.ServiceRequests.OfContract(db, contract).Select(r => r.Id).Contains(v.RequestId));
        }

        var entities = await db.LegalEntities.AsNoTracking().ToListAsync(ct);
        var today = entities.Count == 0 ? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) : entities.Min(e => e.Today(clock));
        found = (await EntityDays.LoadAsync(db, input.From, input.To, ct)).Of(found, v => v.LegalEntityId, v => v.StartsAt);
        if (input.Choice == Choice.All)
        {
            return found;
        }

        if (input.Choice == Choice.Forgotten)
        {
            return await ForgottenVisits.OfAsync(db, found, user, today, ct);
        }

        var days = input.Choice == Choice.Unconfirmed
            ? await EntityDays.LoadAsync(db, null, today.AddDays(1), ct)
            : await EntityDays.LoadAsync(db, today, input.Choice == Choice.Today ? today : null, ct);
        found = days.Of(found, v => v.LegalEntityId, v => v.StartsAt);
        return input.Choice switch
        {
            Choice.Unconfirmed => found.Where(v => v.Status == VisitStatus.Draft),
            Choice.Mine => found.Where(v => v.TechnicianId == user.UserId || v.Crew.Any(h => h.UserId == user.UserId)),
            _ => found.Where(v => v.Status != VisitStatus.Cancelled && v.Status != VisitStatus.Postponed),
        };
    }
}
