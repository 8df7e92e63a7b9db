using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.JobFolders;
using Portal.Business.PrepaidHours.Documents;

namespace Portal.Business.PrepaidHours.UseCases;

/// <summary>Stores a statement of hours as it is now and queues the message with it, once per key. It goes to those who receive the invoices.</summary>
public sealed class SendHoursStatement(PortalDbContextFactory contexts, HoursDocuments documents, HoursMail mail, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Key">Made when the page opened, so that a double click sends once.</param>
    public sealed record Input(long ClientId, DateOnly From, DateOnly To, Guid Key);

    /// <summary>The address that it goes to.</summary>
    public async Task<Result<string>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await HoursDocuments.WholeAsync(db, input.ClientId, input.From, input.To, clock, ct)).TryGet(out var found, out var notDrawn))
        {
            return notDrawn;
        }

        if (InvoiceRecipients.Of(found.Client) is not { To: { } address })
        {
            return Refusal.NotNow("PrepaidHours.NobodyToSendTo", found.Client.Name);
        }

        var key = $"hours-statement:{input.ClientId}:{input.Key:N}";
        if (await db.OutgoingMessages.AnyAsync(m => m.DedupeKey == key, ct))
        {
            return address;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var earlier = await db.StoredDocuments.CountAsync(d => d.SubjectType == nameof(Client) && d.SubjectId == input.ClientId && d.Kind == DocumentKinds.HoursStatement, ct);
        var document = StoredDocument.Generated(
            SubjectRef.To(found.Client), DocumentKinds.HoursStatement, earlier + 1, await documents.RenderAsync(db, found, now, ct), input.ClientId, DocumentVisibility.SharedWithClient, now);
        db.StoredDocuments.Add(document);
        await mail.QueueStatementAsync(db, found, document, key, ct);
        db.TimelineEntries.Add(new TimelineEntry(input.ClientId, null, now, user, "PrepaidHours.StatementQueued", nameof(Client), input.ClientId, found.Statement.To));
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded || saved.Refusal is { Code: "Common.AlreadyThere" } ? address : Result<string>.Refused(saved.Refusals);
    }
}
