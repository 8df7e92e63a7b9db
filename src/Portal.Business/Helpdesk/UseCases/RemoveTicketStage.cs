using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>
/// Removes a stage of a team. While tickets stand in it, only by putting them into another of the same kind, so that nothing else about them
/// changes. A ticket that comes in meanwhile is in the way: the database refuses.
/// </summary>
public sealed class RemoveTicketStage(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="TicketsTo">The stage that takes its tickets; null: refused where there are any.</param>
    public sealed record Input(long StageId, int Version, long? TicketsTo = null);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.TicketStages.SingleOrDefaultAsync(s => s.Id == input.StageId, ct) is not { } stage)
        {
            return Refusal.NotFound;
        }

        var others = await db.TicketStages.AsNoTracking().Where(s => s.TeamId == stage.TeamId && s.Id != stage.Id).ToListAsync(ct);
        if (!TicketStage.AreEnough([.. others.Select(s => s.Status)]))
        {
            return Refusal.NotNow("Helpdesk.StageNeeded");
        }

        db.ExpectVersion(stage, input.Version);
        await using var transaction = await db.BeginWriteAsync(ct);
        if (input.TicketsTo is { } to)
        {
            if (!others.Exists(s => s.Id == to && s.Status == stage.Status))
            {
                return Refusal.Invalid("Helpdesk.StageOfTheSameKind").On(nameof(input.TicketsTo));
            }

            await db.Tickets.Where(t => t.StageId == stage.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.StageId, to).SetProperty(t => t.Version, t => t.Version + 1), ct);
        }
        else if (await db.Tickets.CountAsync(t => t.StageId == stage.Id, ct) is > 0 and var count)
        {
            return Refusal.NotNow("Helpdesk.StageInUse", count);
        }

        db.TicketStages.Remove(stage);
        if (await db.TrySaveAsync(ct) is { Succeeded: false } refused)
        {
            return refused;
        }

        await transaction.CommitAsync(ct);
        return Result.Done;
    }
}
