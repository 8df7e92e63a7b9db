using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Keeps what the person has written on a ticket without sending it, where the conversation of the ticket goes on; the last writing counts.</summary>
public sealed class KeepUnsavedAnswer(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Body">Nothing but spaces throws it away.</param>
    /// <param name="IsNote">Meant for colleagues only.</param>
    public sealed record Input(long TicketId, string? Body, bool IsNote);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork) || user.UserId is not { } userId)
        {
            return Refusal.Forbidden;
        }

        if (input.Body is { Length: > Lengths.LongText })
        {
            return Refusal.Invalid("Common.TooLong", nameof(input.Body), Lengths.LongText);
        }

        await using var db = contexts.CreateDbContext();
        if (await MergedTickets.GoesOnInAsync(db, input.TicketId, ct) is not { } ticket)
        {
            return Refusal.NotFound;
        }

        if (string.IsNullOrWhiteSpace(input.Body))
        {
            await UnsavedAnswer.ForgetAsync(db, ticket.Id, user, ct);
            return await db.TrySaveAsync(ct);
        }

        var unsaved = await db.UnsavedAnswers.SingleOrDefaultAsync(u => u.TicketId == ticket.Id && u.UserId == userId, ct);
        if (unsaved is null)
        {
            unsaved = new UnsavedAnswer(ticket.Id, userId);
            db.UnsavedAnswers.Add(unsaved);
        }

        unsaved.Keep(input.Body, input.IsNote, clock.GetUtcNow().UtcDateTime);
        return await db.TrySaveAsync(ct);
    }
}
