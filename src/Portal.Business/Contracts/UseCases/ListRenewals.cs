using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The ends of contracts to come, the nearest first: automatic ones by the end of their period, the others by their last day.</summary>
public sealed class ListRenewals(PortalDbContext db, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Days">How far to look ahead.</param>
    /// <param name="Lapsed">Instead: fixed terms that are over and were not renewed.</param>
    /// <param name="Automatic">Only those that renew themselves, or only the others.</param>
    /// <param name="OpenTasks">Only those whose notice nobody has handled.</param>
    public sealed record Input(PageRequest Page, int Days, bool Lapsed = false, bool? Automatic = null, bool OpenTasks = false, long? LegalEntityId = null, string? Search = null);

    /// <param name="Deadline">The last day for a notice of termination.</param>
    /// <param name="NoticeId">The task, once it was raised.</param>
    /// <param name="ProposesIndexation">Its company proposes an indexation at renewal, and lines of it may be indexed.</param>
    public sealed record Row(
        long Id, string Reference, string Title, string Client, ContractKind Kind, bool RenewsAutomatically, DateOnly EndsOn, DateOnly Deadline, decimal AnnualNet, string Currency,
        ContractStatus Status, long? NoticeId, bool IsHandled, bool ClientTold, bool ProposesIndexation, long LegalEntityId);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        var days = await DueDays.LoadAsync(db, clock, ct);
        var (today, tomorrow, ahead) = (days.Today, days.Today.AddDays(1), days.Ahead);
        var until = today.AddDays(Math.Clamp(input.Days, 1, 3660));
        var ends = from c in Narrow(input)
                   let end = c.RenewsAutomatically ? c.Periods.Max(p => (DateOnly?)p.To) : c.EndsOn
                   where end != null
                   select new { Contract = c, EndsOn = end!.Value };
        ends = input.Lapsed
            ? ends.Where(e => !e.Contract.RenewsAutomatically && e.EndsOn < (ahead.Contains(e.Contract.LegalEntityId) ? tomorrow : today))
            : ends.Where(e => e.Contract.Status != ContractStatus.Ended && e.EndsOn <= until && e.EndsOn >= (ahead.Contains(e.Contract.LegalEntityId) ? tomorrow : today));
        var rows = from e in ends
                   join client in db.Clients on e.Contract.ClientId equals client.Id
                   let notice = db.ContractNotices.FirstOrDefault(n => n.ContractId == e.Contract.Id && n.EndsOn == e.EndsOn)
                   select new
                   {
                       e.Contract,
                       e.EndsOn,
                       Client = client.Name,
                       NoticeId = (long?)notice!.Id,
                       notice.HandledAt,
                       notice.MessageId,
                       Annual = e.Contract.Lines.Where(l => l.Status != ContractLineStatus.Draft && l.Status != ContractLineStatus.Cancelled
                               && (l.StartsOn == null || l.StartsOn <= e.EndsOn) && (l.EndsOn == null || l.EndsOn >= e.EndsOn))
                           .Sum(l => l.AnnualNet),
                       Proposes = db.RenewalSettings.Any(s => s.LegalEntityId == e.Contract.LegalEntityId && s.ProposesIndexation) && e.Contract.IsIndexable
                           && e.Contract.Lines.Any(l => l.IsIndexable && l.Status == ContractLineStatus.Active && l.EndsOn == null)
                           && !e.Contract.Lines.Any(l => l.IndexationId != null && l.StartsOn > e.EndsOn),
                   };
        if (input.OpenTasks)
        {
            rows = rows.Where(r => r.NoticeId != null && r.HandledAt == null);
        }

        var sorted = (input.Page.Sort, input.Page.Descending) switch
        {
            ("client", false) => rows.OrderBy(r => r.Client),
            ("client", true) => rows.OrderByDescending(r => r.Client),
            ("reference", false) => rows.OrderBy(r => r.Contract.Reference),
            ("reference", true) => rows.OrderByDescending(r => r.Contract.Reference),
            (_, true) => rows.OrderByDescending(r => r.EndsOn),
            _ => rows.OrderBy(r => r.EndsOn),
        };
        var page = await sorted.ThenBy(r => r.Contract.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(r => new
            {
                r.Contract.Id,
                r.Contract.Reference,
                r.Contract.Title,
                r.Client,
                r.Contract.Kind,
                r.Contract.RenewsAutomatically,
                r.EndsOn,
                r.Contract.NoticeDays,
                r.Annual,
                r.Contract.Currency,
                r.Contract.Status,
                r.NoticeId,
                r.HandledAt,
                r.MessageId,
                r.Proposes,
                r.Contract.LegalEntityId,
            })
            .ToListAsync(ct);
        return new Page<Row>(
            [
                .. page.Select(r => new Row(
                    r.Id, r.Reference, r.Title, r.Client, r.Kind, r.RenewsAutomatically, r.EndsOn, r.EndsOn.AddDays(-r.NoticeDays), r.Annual, r.Currency, r.Status, r.NoticeId,
                    r.HandledAt is not null, r.MessageId is not null, r.Proposes, r.LegalEntityId)),
            ],
            await rows.CountAsync(ct));
    }

    private IQueryable<Contract> Narrow(Input input)
    {
        var key = Folding.Fold(input.Search ?? "");
        return db.Contracts.AsNoTracking().Where(c =>
            c.EndedOn == null && (c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused || c.Status == ContractStatus.Ended)
            && (input.Automatic == null || c.RenewsAutomatically == input.Automatic)
            && (input.LegalEntityId == null || c.LegalEntityId == input.LegalEntityId)
            && (key == "" || c.SearchKey.Contains(key) || db.Clients.Any(k => k.Id == c.ClientId && k.SearchKey.Contains(key))));
    }
}
