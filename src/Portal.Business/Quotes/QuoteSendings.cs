using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Quotes;

/// <summary>A message about a quote that did not arrive stands on the quote's timeline, where whoever waits for the answer looks.</summary>
public sealed class QuoteSendings(TimeProvider clock) : IMessageFollower
{
    public IReadOnlyCollection<string> Kinds { get; } = [.. QuoteMails.Kinds.Select(k => k.Name)];

    public Task AcceptedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct) =>
        message.Refused.Any() ? GivenUpAsync(db, message, ct) : Task.CompletedTask;

    public async Task GivenUpAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        if (await db.Quotes.AllClients().AsNoTracking().SingleOrDefaultAsync(q => q.Id == message.AboutId, ct) is { } quote)
        {
            db.TimelineEntries.Add(new TimelineEntry(
                quote.ClientId, quote.JobId, clock.GetUtcNow().UtcDateTime, SystemUser.Instance, "Quotes.NotDelivered", nameof(Quote), quote.Id, message.Undelivered()));
        }
    }
}
