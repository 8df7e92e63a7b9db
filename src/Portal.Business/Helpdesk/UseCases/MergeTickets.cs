using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Takes the conversation and the files of a ticket over to another of the same client; it stays, closed, to point there. Its time stays its own.</summary>
public sealed class MergeTickets(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="IntoNumber">The number of the other, as people read it.</param>
    public sealed record Input(long Id, int Version, string IntoNumber);

    /// <summary>The id of the other.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == input.Id, ct);
        if (ticket is null)
        {
            return Refusal.NotFound;
        }

        var number = input.IntoNumber.Trim();
        var into = await db.Tickets.SingleOrDefaultAsync(t => t.Number == number && t.ClientId == ticket.ClientId && t.LegalEntityId == ticket.LegalEntityId && t.Id != ticket.Id, ct);
        if (into is null || into.MergedIntoId is not null || ticket.MergedIntoId is not null)
        {
            return Refusal.NotNow("Helpdesk.NotToBeMerged").On(nameof(input.IntoNumber));
        }

        db.ExpectVersion(ticket, input.Version);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var message in await db.TicketMessages.Where(m => m.TicketId == ticket.Id).ToListAsync(ct))
        {
            message.TicketId = into.Id;
        }

        foreach (var document in await db.StoredDocuments.Where(d => d.SubjectType == nameof(Ticket) && d.SubjectId == ticket.Id).ToListAsync(ct))
        {
            document.MoveTo(SubjectRef.To(into));
        }

        ticket.MergeInto(into, now);
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? into.Id : Result<long>.Refused(saved.Refusals);
    }
}
