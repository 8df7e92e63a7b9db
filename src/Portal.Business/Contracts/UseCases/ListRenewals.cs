using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Listing;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The ends of contracts to come, the nearest first: automatic ones by the end of their period, the others by their last day.</summary>
public sealed class ListRenewals(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Days">How far to look ahead.</param>
    /// <param name="Lapsed">Instead: fixed terms that are over and were not renewed.</param>
    /// <param name="Automatic">Only those that renew themselves, or only the others.</param>
    /// <param name="OpenTasks">Only those whose notice nobody has handled.</param>
    public sealed record Input(PageRequest Page, int Days, bool Lapsed = false, bool? Automatic = null, bool OpenTasks = false, long? LegalEntityId = null, string? Search = null);

    /// <param name="Deadline">The last day for a notice of termination.</param>
    /// <param name="NoticeId">The task, once it was raised.</param>
    /// <param name="ProposesIndexation">Its company proposes an indexation at renewal, and lines of it may be indexed; of a fixed term its page does, once it is renewed.</param>
    public sealed record Row(
        long Id, string Reference, string Title, string Client, ContractKind Kind, bool RenewsAutomatically, DateOnly EndsOn, DateOnly Deadline, decimal AnnualNet, string Currency,
        ContractStatus Status, long? NoticeId, bool IsHandled, bool ClientTold, bool ProposesIndexation, long LegalEntityId);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var days = await DueDays.LoadAsync(db, clock, ct);
        var rows = RenewalEnd.Of(db, input, days);
        var page = await RenewalEnd.Sort(rows, input.Page).Skip(input.Page.Skip).Take(input.Page.Take)
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
}
