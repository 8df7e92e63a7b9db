using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>A client opens a ticket in the portal, with files, and is answered. The same key twice opens one.</summary>
public sealed class OpenOwnTicket(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public const int MostFiles = TicketFiles.Most;

    /// <param name="ClientId">One of the user's clients.</param>
    /// <param name="Key">Made when the page was opened.</param>
    public sealed record Input(long ClientId, Guid Key, string Title, string Body, IReadOnlyList<IncomingFile> Files);

    /// <summary>The ticket's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Clients.IsLimited || !user.Has(Permissions.PortalAct))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        if (client is null or { IsActive: false })
        {
            return client is null ? Refusal.NotFound : Refusal.NotNow("Interventions.ClientInactive", client.Name);
        }

        var key = input.Key == Guid.Empty ? null : $"portal:{client.Id}:{input.Key:N}";
        if (key is not null && await NewTicket.FindAsync(db, key, ct) is { } before)
        {
            return before;
        }

        var refusals = new List<Refusal>();
        var files = await TicketFiles.ReadAsync(input.Files, refusals, ct);
        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == client.LegalEntityId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(ct);
        var started = await NewTicket.StartAsync(db, client, seller, input.Title, input.Body, RequestOrigin.Client, null, user, now, ct);
        if (!started.TryGet(out var ticket))
        {
            return Result<long>.Refused(started.Refusals);
        }

        ticket.OnceKey = key;
        ticket.AnswerTo(await OwnContact.FindAsync(db, user, client.Id, ct));
        db.StoredDocuments.AddRange(files.Select(f => TicketFiles.Keep(ticket, f, DocumentVisibility.SharedWithClient, now)));
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            await transaction.DisposeAsync();
            return key is not null && refusal.Code == "Common.AlreadyThere" && await NewTicket.FindAsync(db, key, ct) is { } winner ? winner : refusal;
        }

        await transaction.CommitAsync(ct);
        return ticket.Id;
    }
}
