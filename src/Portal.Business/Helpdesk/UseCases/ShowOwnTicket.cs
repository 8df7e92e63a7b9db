using Microsoft.EntityFrameworkCore;
using Portal.Business.Batches;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>One ticket of the user's clients, without what colleagues say among themselves. Of one that was merged, that in which its conversation goes on.</summary>
public sealed class ShowOwnTicket(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Message(bool IsOurs, DateTime At, string By, string Body, string Quoted = "", IReadOnlyList<StoredRefusal>? LeftOut = null);

    public sealed record FileRow(long Id, string Name);

    /// <param name="AskedFor">The number of the merged ticket that was asked for instead.</param>
    /// <param name="Minutes">Taken from prepaid hours for this ticket.</param>
    public sealed record Shown(
        PortalCompany Company, long Id, string Number, string Title, TicketStatus Status, bool MayAnswer, IReadOnlyList<Message> Messages, IReadOnlyList<FileRow> Files, int Minutes, string? AskedFor = null);

    public async Task<Result<Shown>> RunAsync(long ticketId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var ticket = await MergedTickets.GoesOnInAsync(db, ticketId, ct);
        if (ticket is null || await PortalCompany.LoadAsync(db, ticket.LegalEntityId, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var all = await MergedTickets.AllOfAsync(db, ticket.Id, ct);
        var asked = ticket.Id == ticketId ? null : await db.Tickets.Where(t => t.Id == ticketId).Select(t => t.Number).SingleAsync(ct);
        var messages = await db.TicketMessages.AsNoTracking()
            .Where(m => all.Contains(m.TicketId) && (m.Kind == TicketMessageKind.FromClient || m.Kind == TicketMessageKind.ToClient)).OrderBy(m => m.At).ThenBy(m => m.Id).Take(500)
            .Select(m => new Message(m.Kind == TicketMessageKind.ToClient, m.At, m.By, m.Body, m.Quoted, m.LeftOut)).ToListAsync(ct);
        var files = await db.StoredDocuments.AsNoTracking()
            .Where(d => d.SubjectType == nameof(Ticket) && all.Contains(d.SubjectId) && d.Visibility == DocumentVisibility.SharedWithClient).OrderBy(d => d.Id)
            .Select(d => new FileRow(d.Id, d.FileName)).ToListAsync(ct);
        var minutes = await db.TimeEntries.Where(e => e.TicketId != null && all.Contains(e.TicketId.Value)).SumAsync(e => e.PrepaidMinutes, ct);
        return new Shown(company, ticket.Id, ticket.Number, ticket.Title, ticket.Status, user.Has(Permissions.PortalAct) && ticket.MergedIntoId is null, messages, files, minutes, asked);
    }
}
