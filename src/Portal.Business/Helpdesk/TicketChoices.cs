using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk;

/// <summary>What a person chooses for a ticket has to be of its client and company, and who is assigned one of the staff.</summary>
/// <param name="KnownContactId">Named on the ticket already: they stay, also where they are inactive by now.</param>
internal sealed record TicketChoices(
    long ClientId, long LegalEntityId, long? TeamId = null, long? AssigneeId = null, long? ContactId = null, long? JobId = null, long? HoursPackId = null, long? KnownContactId = null)
{
    /// <summary>A refusal on the field of each that is not.</summary>
    public async Task<List<Refusal>> WrongAsync(PortalDbContext db, CancellationToken ct)
    {
        var wrong = new List<Refusal>();
        if (TeamId is { } team && !await db.HelpdeskTeams.AnyAsync(t => t.Id == team && t.LegalEntityId == LegalEntityId && t.IsActive, ct))
        {
            wrong.Add(Refusal.Invalid("Helpdesk.TeamOfAnother").On(nameof(TeamId)));
        }

        if (AssigneeId is { } assignee && !await db.Users.AnyAsync(u => u.Id == assignee && !u.IsClientUser, ct))
        {
            wrong.Add(Refusal.Invalid("Common.Required").On(nameof(AssigneeId)));
        }

        if (ContactId is { } contact && !await db.Clients.AnyAsync(c => c.Id == ClientId && c.Contacts.Any(x => x.Id == contact && (x.IsActive || x.Id == KnownContactId)), ct))
        {
            wrong.Add(Refusal.Invalid("Helpdesk.NotOfThisClient").On(nameof(ContactId)));
        }

        if (JobId is { } job && !await db.Jobs.AnyAsync(j => j.Id == job && j.ClientId == ClientId && j.LegalEntityId == LegalEntityId, ct))
        {
            wrong.Add(Refusal.Invalid("Helpdesk.NotOfThisClient").On(nameof(JobId)));
        }

        if (HoursPackId is { } pack && !await db.HoursPacks.AnyAsync(p => p.Id == pack && p.ClientId == ClientId && p.LegalEntityId == LegalEntityId, ct))
        {
            wrong.Add(Refusal.Invalid("Helpdesk.NotOfThisClient").On(nameof(HoursPackId)));
        }

        return wrong;
    }
}
