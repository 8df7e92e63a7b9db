using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>What can be chosen on a new ticket of a client: teams of its company with their people, its contacts, its jobs that are not finished.</summary>
public sealed class OfferTicketChoices(PortalDbContextFactory contexts, ICurrentUser user)
{
    private const int MostRows = 500;

    public sealed record Choice(long Id, string Text);

    public sealed record Team(long Id, string Name, IReadOnlyList<long> MemberIds);

    /// <param name="Teams">The first of them takes a ticket of which no team is named.</param>
    public sealed record Offered(IReadOnlyList<Team> Teams, IReadOnlyList<Choice> Contacts, IReadOnlyList<Choice> People, IReadOnlyList<Choice> Jobs);

    public async Task<Result<Offered>> RunAsync(long clientId, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Id == clientId, ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        var teams = await db.HelpdeskTeams.AsNoTracking().Where(t => t.LegalEntityId == client.LegalEntityId && t.IsActive).OrderBy(t => t.Id)
            .Select(t => new Team(t.Id, t.Name, t.MemberIds)).ToListAsync(ct);
        var people = await ListHelpdeskStaff.Staff(db).Select(u => new Choice(u.Id, u.DisplayName)).ToListAsync(ct);
        var jobs = await db.Jobs.AsNoTracking().Where(j => j.ClientId == client.Id && j.LegalEntityId == client.LegalEntityId).Open()
            .OrderByDescending(j => j.CreatedAt).ThenByDescending(j => j.Id).Take(MostRows).Select(j => new Choice(j.Id, j.Number + " · " + j.Name)).ToListAsync(ct);
        return new Offered(teams, [.. client.Contacts.Where(c => c.IsActive).OrderBy(c => c.Name).Select(c => new Choice(c.Id, c.Name))], people, jobs);
    }
}
