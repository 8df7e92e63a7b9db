using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What the send dialog starts with: recipients by rule, subject and message as the company words them.</summary>
public sealed class ProposeSending(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long InvoiceId);

    /// <param name="To">As one types them; empty when the client has no billing manager with an address.</param>
    /// <param name="Today">In the legal entity's time zone, which planned times are meant in.</param>
    /// <param name="SentBefore">Messages about it that a server has accepted.</param>
    /// <param name="Files">Of the invoice and its jobs, to go with it.</param>
    /// <param name="Waiting">A message with it that is still on its way.</param>
    public sealed record Proposal(
        string To, string Cc, string Subject, string Body, string Attachment, DateOnly Today, string TimeZone, int SentBefore, OnItsWay? Waiting,
        IReadOnlyList<File> Files);

    public sealed record File(long Id, string Name, int Size);

    public async Task<Result<Proposal>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Instalments).Include(i => i.Releases).SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct) is not { } invoice)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        var payer = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == invoice.BilledToId, ct);
        var proposed = await InvoiceMail.ProposeAsync(db, invoice, entity, payer, ct);
        var sent = await db.OutgoingMessages.CountAsync(
            m => m.AboutType == nameof(Invoice) && m.AboutId == invoice.Id && m.State == MessageState.Sent, ct);
        return new Proposal(
            MailContacts.Write(proposed.To), MailContacts.Write(proposed.Cc), proposed.Subject, proposed.Body, $"{invoice.DisplayNumber}.pdf", entity.Today(clock),
            entity.TimeZone, sent, await OnItsWay.FindAsync(db, invoice, entity, clock.GetUtcNow().UtcDateTime, ct),
            await InvoiceAttachments.Of(db, invoice).Take(50).Select(d => new File(d.Id, d.FileName, d.Size)).ToListAsync(ct));
    }
}
