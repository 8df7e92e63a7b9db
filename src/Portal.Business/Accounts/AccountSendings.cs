using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Accounts;

/// <summary>An invitation to the portal that did not arrive stands on the timeline of each client that it was for.</summary>
public sealed class AccountSendings(TimeProvider clock) : IMessageFollower
{
    public IReadOnlyCollection<string> Kinds { get; } = [AccountMails.ClientInvitation, AccountMails.ClientsAdded];

    public async Task GivenUpAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var client in await db.ClientUsers.AllClients().Where(c => c.UserId == message.AboutId).Select(c => c.ClientId).ToListAsync(ct))
        {
            db.TimelineEntries.Add(new TimelineEntry(
                client, null, now, SystemUser.Instance, "Accounts.NotDelivered", nameof(Client), client, message.Undelivered()));
        }
    }
}
