using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Timesheets;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>How much approved time of a ticket, or of all tickets of a client, <see cref="BillTicketTime"/> would put on an invoice.</summary>
public sealed class ShowTimeToBill(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long? TicketId, long? ClientId = null);

    /// <summary>Minutes.</summary>
    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit) || !user.Has(Permissions.TimesheetsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entries = input.TicketId is { } ticket
            ? TicketTimeToBill.OfTickets(db, await MergedTickets.AllOfAsync(db, ticket, ct))
            : TicketTimeToBill.OfClient(db, input.ClientId ?? 0);
        return await entries.SumAsync(e => e.OverMinutes, ct);
    }
}
