using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>
/// A client writes on a ticket of theirs; one that waited for them or was over is open again. On one that was merged it is written where the
/// conversation goes on. The same key twice writes once.
/// </summary>
public sealed class AnswerOwnTicket(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    private const int Attempts = 5;

    public sealed record Input(long TicketId, Guid Key, string Body, IReadOnlyList<IncomingFile> Files);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Clients.IsLimited || !user.Has(Permissions.PortalAct))
        {
            return Refusal.Forbidden;
        }

        var refusals = new List<Refusal>();
        var files = await TicketFiles.ReadAsync(input.Files, refusals, ct);
        if (string.IsNullOrWhiteSpace(input.Body) || input.Body.Length > Lengths.LongText)
        {
            refusals.Add((string.IsNullOrWhiteSpace(input.Body) ? Refusal.Invalid("Common.Required") : Refusal.Invalid("Common.TooLong", nameof(input.Body), Lengths.LongText)).On(nameof(input.Body)));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        // Somebody who works on the ticket at the same moment is no reason to send a client away.
        var written = await Again.WhileStaleAsync(() => WriteAsync(input, files, ct), Attempts);
        return written.Refusal is { Code: "Common.AlreadyThere" } ? Result.Done : written;
    }

    private async Task<Result> WriteAsync(Input input, List<CheckedFile> files, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        if (await MergedTickets.GoesOnInAsync(db, input.TicketId, ct) is not { } ticket)
        {
            return Refusal.NotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        db.TicketMessages.Add(new TicketMessage
        {
            TicketId = ticket.Id,
            ClientId = ticket.ClientId,
            Kind = TicketMessageKind.FromClient,
            At = now,
            UserId = user.UserId,
            By = user.Name,
            Body = input.Body.Trim(),
            OnceKey = $"{input.TicketId}:{input.Key:N}",
        });
        db.StoredDocuments.AddRange(files.Select(f => TicketFiles.Keep(ticket, f, DocumentVisibility.SharedWithClient, now)));
        await ClientAnswers.HearAsync(db, ticket, now, ct);
        return await db.TrySaveAsync(ct);
    }
}
