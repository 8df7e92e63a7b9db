using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.PersonalLinks;

/// <summary>Something of a client's that has a timeline, and may stand in a job.</summary>
public interface ISentToClient : IBelongsToClient
{
    long? JobId { get; }
}

/// <summary>A message about a record that did not arrive stands on the record's timeline, where whoever waits for the answer looks.</summary>
/// <param name="what">The text of the entry.</param>
internal sealed class LinkSendings<TRecord>(TimeProvider clock, IEnumerable<MailKind> kinds, string what) : IMessageFollower
    where TRecord : Entity, ISentToClient
{
    public IReadOnlyCollection<string> Kinds { get; } = [.. kinds.Select(k => k.Name)];

    public Task AcceptedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct) =>
        message.Refused.Any() ? GivenUpAsync(db, message, ct) : Task.CompletedTask;

    public async Task GivenUpAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        if (await db.Set<TRecord>().AllClients().AsNoTracking().SingleOrDefaultAsync(r => r.Id == message.AboutId, ct) is { } record)
        {
            db.TimelineEntries.Add(new TimelineEntry(
                record.ClientId, record.JobId, clock.GetUtcNow().UtcDateTime, SystemUser.Instance, what, typeof(TRecord).Name, record.Id, message.Undelivered()));
        }
    }
}
