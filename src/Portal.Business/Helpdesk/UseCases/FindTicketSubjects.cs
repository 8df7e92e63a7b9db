using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Requests, visits or jobs of a ticket's client, the newest first: what it can be related to.</summary>
public sealed class FindTicketSubjects(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long TicketId, TicketLinkKind Kind, string Text = "", int Skip = 0, int Take = 20);

    public async Task<Result<IReadOnlyList<TicketSubject>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork) || !user.Has(PermissionFor(input.Kind)))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var client = await db.Tickets.Where(t => t.Id == input.TicketId).Select(t => t.ClientId).SingleOrDefaultAsync(ct);
        var (number, folded) = (input.Text.Trim().ToUpperInvariant(), Folding.Fold(input.Text));
        var found = input.Kind switch
        {
            TicketLinkKind.Request => TicketLinkReading.Subjects(db.ServiceRequests.Where(r => r.ClientId == client).Matching(r => r.SearchKey, input.Text).OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id).Skip(input.Skip).Take(input.Take)),
            TicketLinkKind.Visit => TicketLinkReading.Subjects(db, db.Visits
                .Where(v => v.ClientId == client && (v.Number.Contains(number) || db.ServiceRequests.Any(r => r.Id == v.RequestId && r.SearchKey.Contains(folded))))
                .OrderByDescending(v => v.StartsAt).ThenByDescending(v => v.Id).Skip(input.Skip).Take(input.Take)),
            _ => TicketLinkReading.Subjects(db.Jobs.Where(j => j.ClientId == client).Matching(j => j.SearchKey, input.Text).OrderByDescending(j => j.CreatedAt).ThenByDescending(j => j.Id).Skip(input.Skip).Take(input.Take)),
        };
        return await found.ToListAsync(ct);
    }

    internal static string PermissionFor(TicketLinkKind kind) => kind == TicketLinkKind.Job ? Permissions.JobsView : Permissions.InterventionsView;
}
