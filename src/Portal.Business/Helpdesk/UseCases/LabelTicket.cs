using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Puts a label on a ticket, or takes one off.</summary>
public sealed class LabelTicket(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long TicketId, string Label, bool Remove = false);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await db.Tickets.AnyAsync(t => t.Id == input.TicketId, ct)
            ? await Labels.SetAsync<TicketLabel>(db, l => l.TicketId == input.TicketId, name => new TicketLabel(input.TicketId, name), input.Label, input.Remove, ct)
            : Refusal.NotFound;
    }
}
