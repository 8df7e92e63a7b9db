using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>
/// Writes to the client, by mail and in the portal, or a note for colleagues; the ticket then stands where the answer leaves it. Files of an answer go out with it, those of a
/// note stay inside. Refused where nobody of the client can be answered. The same key twice writes once.
/// </summary>
public sealed class AnswerTicket(PortalDbContextFactory contexts, TicketMail mail, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Key">Made when the page was opened.</param>
    /// <param name="IsNote">For colleagues only: nothing is sent.</param>
    /// <param name="Then">Where the ticket stands afterwards; null leaves it, and opens a new one.</param>
    /// <param name="ThenStage">The same as a stage of its team, which counts instead.</param>
    public sealed record Input(long TicketId, Guid Key, string Body, bool IsNote, TicketStatus? Then = null, long? ThenStage = null)
    {
        public IReadOnlyList<IncomingFile> Files { get; init; } = [];
    }

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
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
        var files = await (input.IsNote ? TicketFiles.ReadAsync(input.Files, refusals, ct) : TicketFiles.ReadForMailAsync(input.Files, refusals, ct));
        if (string.IsNullOrWhiteSpace(input.Body) || input.Body.Length > Lengths.LongText)
        {
            refusals.Add((string.IsNullOrWhiteSpace(input.Body) ? Refusal.Invalid("Common.Required") : Refusal.Invalid("Common.TooLong", nameof(input.Body), Lengths.LongText)).On(nameof(input.Body)));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        if (ticket.MergedIntoId is not null)
        {
            return Refusal.NotNow("Helpdesk.IsMerged", ticket.Number);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == ticket.LegalEntityId, ct);
        var team = await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket.TeamId, ct);
        var message = new TicketMessage
        {
            TicketId = ticket.Id,
            ClientId = ticket.ClientId,
            Kind = input.IsNote ? TicketMessageKind.Note : TicketMessageKind.ToClient,
            At = now,
            UserId = user.UserId,
            By = user.Name,
            Body = input.Body.Trim(),
            OnceKey = $"{ticket.Id}:{input.Key:N}",
        };
        var kept = files.ConvertAll(f => TicketFiles.Keep(ticket, f, TicketFiles.Visibility(!input.IsNote), now));
        db.TicketMessages.Add(message);
        db.StoredDocuments.AddRange(kept);
        await UnsavedAnswer.ForgetAsync(db, ticket.Id, user, ct);
        if (!input.IsNote)
        {
            ticket.Answered(now);
            if (await mail.QueueAsync(db, ticket, team, seller, message, kept, ct) is { Succeeded: false } nobody)
            {
                return nobody;
            }

            var wasOver = ticket.IsOver;
            if (Leave(ticket, input, await ServiceHours.LoadAsync(db, team, seller, ct), now).Refusal is { } refused)
            {
                return refused;
            }

            TicketEvents.TellIfSolved(db, ticket, wasOver, user, now);
        }

        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal is { Code: "Common.AlreadyThere" } ? Result.Done : saved;
    }

    private static Result Leave(Ticket ticket, Input input, ServiceHours? hours, DateTime now)
    {
        if (input.ThenStage is { } id && id != ticket.StageId)
        {
            return hours?.Stages.FirstOrDefault(s => s.Id == id) is { } stage ? ticket.MoveTo(stage, hours, now) : Refusal.NotNow("Helpdesk.StageGone");
        }

        var then = input.Then ?? (ticket.Status == TicketStatus.New ? TicketStatus.Open : ticket.Status);
        return then == ticket.Status ? Result.Done : ticket.MoveTo(then, hours, now);
    }
}
