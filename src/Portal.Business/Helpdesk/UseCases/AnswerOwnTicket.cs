using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>A client writes on a ticket of theirs; one that waited for them or was over is open again. The same key twice writes once.</summary>
public sealed class AnswerOwnTicket(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long TicketId, Guid Key, string Body, IReadOnlyList<(string Name, byte[] Bytes)> Files);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Clients.IsLimited || !user.Has(Permissions.PortalAct))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == input.TicketId, ct);
        if (ticket is null)
        {
            return Refusal.NotFound;
        }

        var refusals = new List<Refusal>();
        var files = TicketFiles.Read(input.Files, refusals);
        if (string.IsNullOrWhiteSpace(input.Body) || input.Body.Length > Lengths.LongText)
        {
            refusals.Add((string.IsNullOrWhiteSpace(input.Body) ? Refusal.Invalid("Common.Required") : Refusal.Invalid("Common.TooLong", nameof(input.Body), Lengths.LongText)).On(nameof(input.Body)));
        }

        if (ticket.MergedIntoId is not null)
        {
            refusals.Add(Refusal.NotNow("Helpdesk.IsMerged", ticket.Number));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        db.TicketMessages.Add(new TicketMessage
        {
            TicketId = ticket.Id,
            ClientId = ticket.ClientId,
            Kind = TicketMessageKind.FromClient,
            At = now,
            UserId = user.UserId,
            By = user.Name,
            Body = input.Body.Trim(),
            OnceKey = $"{ticket.Id}:{input.Key:N}",
        });
        db.StoredDocuments.AddRange(files.Select(f => TicketFiles.Keep(ticket, f, now)));
        if (ticket.Status == TicketStatus.WaitingForClient || ticket.IsOver)
        {
            var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == ticket.LegalEntityId, ct);
            var team = await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket.TeamId, ct);
            ticket.MoveTo(TicketStatus.Open, await ServiceHours.LoadAsync(db, team, seller, ct), now);
        }

        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal is { Code: "Common.AlreadyThere" } ? Result.Done : saved;
    }
}
