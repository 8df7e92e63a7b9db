using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Mail;
using Portal.Business.Payments;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What hangs on an invoice: its messages with every answer of the mail server, its payments, and what happened.</summary>
public sealed class ShowInvoiceHistory(PortalDbContextFactory contexts, ICurrentUser user, TimelineTexts texts)
{
    private const int MostMessages = 50;
    private const int MostEvents = 200;

    public sealed record Input(long InvoiceId);

    public sealed record Attempt(DateTime At, MailEventKind Kind, string Answer, string By);

    public sealed record Message(
        long Id, string Kind, MessageState State, string Subject, IReadOnlyList<MailRecipient> Recipients, DateTime PlannedAt, DateTime? SentAt,
        IReadOnlyList<Attempt> Attempts);

    public sealed record Payment(long Id, string Number, DateOnly ReceivedOn, PaymentMethod Method, decimal Allocated, bool IsReversed);

    public sealed record History(IReadOnlyList<Message> Messages, IReadOnlyList<Payment> Payments, IReadOnlyList<TimelineRow> Timeline);

    public async Task<Result<History>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var id = input.InvoiceId;
        if (!await db.Invoices.AnyAsync(i => i.Id == id, ct))
        {
            return Refusal.NotFound;
        }

        var messages = await db.OutgoingMessages.AsNoTracking().Where(m => m.AboutType == nameof(Invoice) && m.AboutId == id)
            .OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).Take(MostMessages)
            .Select(m => new { m.Id, m.Kind, m.State, m.Subject, m.Recipients, m.PlannedAt, m.SentAt }).ToListAsync(ct);
        var messageIds = messages.Select(m => m.Id).ToList();
        var attempts = (await db.MailEvents.AsNoTracking().Where(e => messageIds.Contains(e.OutgoingMessageId)).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(ct))
            .ToLookup(e => e.OutgoingMessageId);
        var payments = await (from payment in db.Payments.AsNoTracking()
                              from allocation in payment.Allocations
                              where allocation.InvoiceId == id
                              orderby payment.ReceivedOn, payment.Id
                              select new { payment.Id, payment.Number, payment.ReceivedOn, payment.Method, allocation.Amount, allocation.UndoneAt })
            .ToListAsync(ct);
        var timeline = await db.TimelineEntries.AsNoTracking().Where(e => e.Subject == nameof(Invoice) && e.SubjectId == id)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(MostEvents).ToListAsync(ct);

        return new History(
            [.. messages.Select(m => new Message(
                m.Id, m.Kind, m.State, m.Subject, m.Recipients, m.PlannedAt, m.SentAt, [.. attempts[m.Id].Select(a => new Attempt(a.At, a.Kind, a.Answer, a.By))]))],
            [.. payments.Select(p => new Payment(p.Id, p.Number, p.ReceivedOn, p.Method, p.Amount, p.UndoneAt is not null))],
            [.. timeline.Select(texts.Say)]);
    }
}
