using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.PrepaidHours.Documents;

namespace Portal.Business.PrepaidHours.UseCases;

/// <summary>A statement of hours as a PDF in the client's language: for staff, and for the client's own users.</summary>
public sealed class DrawHoursStatement(PortalDbContextFactory contexts, HoursDocuments documents, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long ClientId, DateOnly? From = null, DateOnly? To = null);

    public async Task<Result<DocumentFile>> RunAsync(Input input, CancellationToken ct)
    {
        // What a client's user asks of another client is not found: the context shows them their own only.
        if (!(user.Clients.IsLimited ? user.Has(Permissions.PortalUse) : user.Has(Permissions.HelpdeskView)))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return (await HoursDocuments.WholeAsync(db, input.ClientId, input.From, input.To, clock, ct)).TryGet(out var found, out var refused)
            ? await documents.RenderAsync(db, found, clock.GetUtcNow().UtcDateTime, ct)
            : refused;
    }
}
