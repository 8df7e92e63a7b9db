using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>A new stage of a team, at its end, or a change of one. Its kind stays while tickets stand in it: their clocks depend on it.</summary>
public sealed class SaveTicketStage(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="Status">Its kind.</param>
    public sealed record Input(long TeamId, long? Id, int Version, LocalText Name, TicketStatus Status);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var stages = await db.TicketStages.Where(s => s.TeamId == input.TeamId).ToListAsync(ct);
        var stage = input.Id is { } id ? stages.Find(s => s.Id == id) : new TicketStage { TeamId = input.TeamId };
        if (stage is null || !await db.HelpdeskTeams.AnyAsync(t => t.Id == input.TeamId, ct))
        {
            return Refusal.NotFound;
        }

        var name = new LocalText(input.Name.French.Trim(), input.Name.English.Trim());
        if (await WrongAsync(db, input, stage, name, stages, ct) is { } wrong)
        {
            return wrong;
        }

        if (input.Id is null)
        {
            stage.Position = 1 + stages.Select(s => s.Position).DefaultIfEmpty().Max();
            db.TicketStages.Add(stage);
        }
        else
        {
            db.ExpectVersion(stage, input.Version);
        }

        (stage.Name, stage.Status) = (name, input.Status);
        return await db.TrySaveAsync(ct) is { Refusal: { } refusal } ? refusal : stage.Id;
    }

    private static async Task<Refusal?> WrongAsync(PortalDbContext db, Input input, TicketStage stage, LocalText name, List<TicketStage> stages, CancellationToken ct)
    {
        if (name.IsEmpty)
        {
            return Refusal.Invalid("Common.Required").On("Name");
        }

        if (Math.Max(name.French.Length, name.English.Length) > Lengths.Name)
        {
            return Refusal.Invalid("Common.TooLong", "Name", Lengths.Name).On("Name");
        }

        var others = stages.FindAll(s => s.Id != stage.Id);
        if (others.Exists(s => Same(s.Name.In("fr"), name.In("fr")) || Same(s.Name.In("en"), name.In("en"))))
        {
            return Refusal.Invalid("Helpdesk.StageNameTaken").On("Name");
        }

        if (input.Id is null)
        {
            return others.Count >= TicketStage.Most ? Refusal.NotNow("Helpdesk.TooManyStages", TicketStage.Most) : null;
        }

        return stage.Status == input.Status ? null
            : !TicketStage.AreEnough([input.Status, .. others.Select(s => s.Status)]) ? Refusal.NotNow("Helpdesk.StageNeeded").On(nameof(input.Status))
            : await db.Tickets.AnyAsync(t => t.StageId == stage.Id, ct) ? Refusal.NotNow("Helpdesk.StageKindStays").On(nameof(input.Status))
            : null;
    }

    private static bool Same(string one, string other) => Folding.Fold(one) == Folding.Fold(other);
}
