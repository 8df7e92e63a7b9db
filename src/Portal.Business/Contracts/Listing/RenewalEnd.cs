using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.Listing;

/// <summary>A contract that comes to the end of its period or of its term.</summary>
internal sealed class RenewalEnd
{
    public required Contract Contract { get; init; }

    public required DateOnly EndsOn { get; init; }

    public required string Client { get; init; }

    public required long? NoticeId { get; init; }

    public required DateTime? HandledAt { get; init; }

    public required long? MessageId { get; init; }

    /// <summary>Of the lines of its last day.</summary>
    public required decimal Annual { get; init; }

    public required bool Proposes { get; init; }

    /// <summary>Those that the list is of.</summary>
    public static IQueryable<RenewalEnd> Of(PortalDbContext db, ListRenewals.Input input, DueDays days)
    {
        var (today, tomorrow, ahead) = (days.Today, days.Today.AddDays(1), days.Ahead);
        var until = today.AddDays(Math.Clamp(input.Days, 1, 3660));
        var ends = from c in Narrow(db, input)
                   let end = c.RenewsAutomatically ? c.Periods.Max(p => (DateOnly?)p.To) : c.EndsOn
                   where end != null
                   select new { Contract = c, EndsOn = end!.Value };
        ends = input.Page.Only is not null ? ends
            : input.Lapsed ? ends.Where(e => !e.Contract.RenewsAutomatically && e.EndsOn < (ahead.Contains(e.Contract.LegalEntityId) ? tomorrow : today))
            : ends.Where(e => e.Contract.Status != ContractStatus.Ended && e.EndsOn <= until && e.EndsOn >= (ahead.Contains(e.Contract.LegalEntityId) ? tomorrow : today));
        var rows = from e in ends
                   join client in db.Clients on e.Contract.ClientId equals client.Id
                   let notice = db.ContractNotices.FirstOrDefault(n => n.ContractId == e.Contract.Id && n.EndsOn == e.EndsOn)
                   select new RenewalEnd
                   {
                       Contract = e.Contract,
                       EndsOn = e.EndsOn,
                       Client = client.Name,
                       NoticeId = (long?)notice!.Id,
                       HandledAt = notice.HandledAt,
                       MessageId = notice.MessageId,
                       Annual = e.Contract.Lines.Where(l => l.Status != ContractLineStatus.Draft && l.Status != ContractLineStatus.Cancelled
                               && (l.StartsOn == null || l.StartsOn <= e.EndsOn) && (l.EndsOn == null || l.EndsOn >= e.EndsOn))
                           .Sum(l => l.AnnualNet),
                       Proposes = db.RenewalSettings.Any(s => s.LegalEntityId == e.Contract.LegalEntityId && s.ProposesIndexation) && e.Contract.IsIndexable && e.Contract.RenewsAutomatically
                           && e.Contract.Lines.Any(l => l.IsIndexable && l.Status == ContractLineStatus.Active && l.EndsOn == null)
                           && !e.Contract.Lines.Any(l => l.IndexationId != null && l.StartsOn > e.EndsOn),
                   };
        return input.OpenTasks ? rows.Where(r => r.NoticeId != null && r.HandledAt == null) : rows;
    }

    /// <summary>As the page asks; the nearest first where it does not say.</summary>
    public static IQueryable<RenewalEnd> Sort(IQueryable<RenewalEnd> rows, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            ("client", false) => rows.OrderBy(r => r.Client),
            ("client", true) => rows.OrderByDescending(r => r.Client),
            ("reference", false) => rows.OrderBy(r => r.Contract.Reference),
            ("reference", true) => rows.OrderByDescending(r => r.Contract.Reference),
            (_, true) => rows.OrderByDescending(r => r.EndsOn),
            _ => rows.OrderBy(r => r.EndsOn),
        };
        return sorted.ThenBy(r => r.Contract.Id);
    }

    private static IQueryable<Contract> Narrow(PortalDbContext db, ListRenewals.Input input)
    {
        var key = Folding.Fold(input.Search ?? "");
        return db.Contracts.AsNoTracking().Only(input.Page).Where(c =>
            c.EndedOn == null && (c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused || c.Status == ContractStatus.Ended)
            && (input.Automatic == null || c.RenewsAutomatically == input.Automatic)
            && (input.LegalEntityId == null || c.LegalEntityId == input.LegalEntityId)
            && (key == "" || c.SearchKey.Contains(key) || db.Clients.Any(k => k.Id == c.ClientId && k.SearchKey.Contains(key))));
    }
}
