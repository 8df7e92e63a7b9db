using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Writes down what a client asks, by telephone for instance. The same key twice makes one ticket.</summary>
public sealed class CreateTicket(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Key">Made when the page was opened.</param>
    /// <param name="Body">What the client says.</param>
    /// <param name="TeamId">Null: the first of the client's company.</param>
    /// <param name="AssigneeId">Null: nobody yet.</param>
    /// <param name="ContactId">Who of the client asks, and is answered; null: nobody is named.</param>
    public sealed record Input(
        Guid Key, long ClientId, string Title, string Body, RequestPriority Priority = RequestPriority.Normal, long? TeamId = null, long? AssigneeId = null, long? JobId = null, long? ContactId = null)
    {
        public IReadOnlyList<IncomingFile> Files { get; init; } = [];

        /// <summary>The client sees them too.</summary>
        public bool ShareFiles { get; init; }
    }

    /// <summary>The ticket's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        if (client is null or { IsActive: false })
        {
            return client is null ? Refusal.Invalid("Common.Required").On(nameof(input.ClientId)) : Refusal.NotNow("Interventions.ClientInactive", client.Name).On(nameof(input.ClientId));
        }

        var key = $"staff:{client.Id}:{input.Key:N}";
        if (await NewTicket.FindAsync(db, key, ct) is { } before)
        {
            return before;
        }

        var refusals = new List<Refusal>();
        var files = await TicketFiles.ReadAsync(input.Files, refusals, ct);
        refusals.AddRange(await new TicketChoices(client.Id, client.LegalEntityId, input.TeamId, input.AssigneeId, input.ContactId, input.JobId).WrongAsync(db, ct));
        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        var contact = client.Contacts.Find(c => c.Id == input.ContactId);
        var now = clock.GetUtcNow().UtcDateTime;
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == client.LegalEntityId, ct);
        await using var transaction = await db.BeginWriteAsync(ct);
        var started = await NewTicket.StartAsync(db, client, seller, input.Title, input.Body, RequestOrigin.Staff, input.TeamId, user, now, ct, contact?.Name);
        if (!started.TryGet(out var ticket))
        {
            return Result<long>.Refused(started.Refusals);
        }

        ticket.Edit(new Ticket.Head(ticket.Title, input.Priority, input.AssigneeId, contact?.Id, input.JobId, ticket.HoursPackId, false));
        ticket.OnceKey = key;
        db.StoredDocuments.AddRange(files.Select(f => TicketFiles.Keep(ticket, f, TicketFiles.Visibility(input.ShareFiles), now)));
        if (await TicketJobs.HoldNamedAsync(db, ticket, ct) is { } merged)
        {
            return merged;
        }

        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            await transaction.DisposeAsync();
            return refusal.Code == "Common.AlreadyThere" && await NewTicket.FindAsync(db, key, ct) is { } winner ? winner : refusal;
        }

        await transaction.CommitAsync(ct);
        return ticket.Id;
    }
}
