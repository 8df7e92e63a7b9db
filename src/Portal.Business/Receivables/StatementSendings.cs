using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Receivables;

/// <summary>A statement that did not arrive stands on the client's timeline.</summary>
public sealed class StatementSendings(TimeProvider clock) : IMessageFollower
{
    public IReadOnlyCollection<string> Kinds { get; } = [StatementMail.Kind.Name];

    public Task GivenUpAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        if (message.ClientId is { } clientId)
        {
            db.TimelineEntries.Add(new TimelineEntry(
                clientId, null, clock.GetUtcNow().UtcDateTime, SystemUser.Instance, "Receivables.StatementNotDelivered", nameof(Client), clientId, message.Undelivered()));
        }

        return Task.CompletedTask;
    }
}
