using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.Incoming;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>One page of the mails that came for the helpdesk, the newest first.</summary>
public sealed class ListIncomingMail(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="State">Null takes all.</param>
    public sealed record Input(PageRequest Page, string Search = "", IncomingMailState? State = null);

    public sealed record Row(long Id, DateTime ReceivedAt, string From, string Subject, string Recipients, IncomingMailState State, MailReason Reason, string TicketNumber);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var mails = db.IncomingMails.AsNoTracking().Where(m => input.State == null || m.State == input.State).Matching((m, word) => m.SearchKey.Contains(word), input.Search);
        var rows = await mails.OrderByDescending(m => m.ReceivedAt).ThenByDescending(m => m.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(m => new Row(
                m.Id, m.ReceivedAt, m.FromName != "" ? m.FromName + " <" + m.FromAddress + ">" : m.FromAddress, m.Subject, m.Recipients, m.State, m.Reason,
                db.Tickets.Where(t => t.Id == m.TicketId).Select(t => t.Number).FirstOrDefault() ?? "")).ToListAsync(ct);
        return new Page<Row>(rows, await mails.CountAsync(ct));
    }
}
