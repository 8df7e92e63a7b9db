using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Payments;
using Portal.Business.Payments.Online;
using Portal.Business.Reminders;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>One invoice as its client sees it, with the document that was sent, what was paid, and whether it can be paid here.</summary>
public sealed class ShowOwnInvoice(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, PaymentProviders providers, TimeProvider clock)
{
    /// <param name="Amount">Its net before the document's discount, or what a subtotal says.</param>
    public sealed record Line(InvoiceLineKind Kind, string Description, decimal Quantity, string Unit, decimal UnitPrice, decimal Amount);

    /// <param name="Name">In both languages: the page follows who reads it, the PDF the client.</param>
    public sealed record Tax(LocalText Name, decimal Percent, decimal Amount);

    public sealed record Instalment(DateOnly DueOn, decimal Amount);

    public sealed record Paid(DateOnly ReceivedOn, PaymentMethod Method, decimal Amount, long? ReceiptDocumentId);

    /// <summary>A reminder that reached the client, as far as it is about this invoice.</summary>
    public sealed record Reminded(DateOnly On, ReminderTone Tone, decimal Overdue, decimal Interest, decimal Fee, long? LetterDocumentId);

    /// <summary>A card payment that may have been made already: until more is known, nobody is asked to pay again.</summary>
    /// <param name="Since">When the bank was at it first, or else when it started.</param>
    /// <param name="IsProcessing">False: the provider does not answer.</param>
    public sealed record BeingPaid(long OnlinePaymentId, decimal Amount, DateTime Since, bool IsProcessing);

    /// <param name="DueOn">Of the oldest instalment that is open.</param>
    public sealed record Shown(
        PortalCompany Company, long Id, string Number, string Title, string Client, DateOnly? IssuedOn, DateOnly? PlannedOn, DateOnly? DueOn, string Currency,
        decimal DiscountAmount, decimal Net, decimal Total, decimal Credited, decimal Balance, decimal Held, DateOnly? HeldUntil, OwnInvoiceState State, IReadOnlyList<Line> Lines, IReadOnlyList<Tax> Taxes,
        IReadOnlyList<Instalment> Instalments, IReadOnlyList<Paid> Payments, long? DocumentId, long? TimesheetId, bool CanPayOnline, BeingPaid? Paying,
        DeliveryPlace? DeliveredTo, IReadOnlyList<Reminded> Reminders);

    public async Task<Result<Shown>> RunAsync(long invoiceId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsNoTracking().Include(i => i.Lines).Include(i => i.Taxes).Include(i => i.Instalments).Include(i => i.Releases).AsSplitQuery()
            .SingleOrDefaultAsync(i => i.Id == invoiceId, ct);
        if (invoice is null || await PortalCompany.LoadAsync(db, invoice.LegalEntityId, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        var payments = await (
            from a in db.PaymentAllocations.AsNoTracking()
            join p in db.Payments on a.PaymentId equals p.Id
            where a.InvoiceId == invoiceId && a.UndoneAt == null
            orderby p.ReceivedOn, p.Id
            select new Paid(
                p.ReceivedOn, p.Method, a.Amount,
                db.StoredDocuments.Where(d => d.SubjectType == nameof(Payment) && d.SubjectId == p.Id && d.Kind == DocumentKinds.Receipt).Select(d => (long?)d.Id)
                    .FirstOrDefault())).ToListAsync(ct);
        var open = await db.OnlinePayments.AsNoTracking().SingleOrDefaultAsync(p => p.Shares.Any(s => s.OpenKey == OnlinePaymentShare.KeyOf(invoiceId)), ct);
        var paying = invoice.Payable > 0 && open?.MayHaveBeenPaid(clock.GetUtcNow().UtcDateTime) == true
            ? new BeingPaid(open.Id, open.Amount, open.ProcessingSince ?? open.StartedAt, open.State == OnlinePaymentState.Processing)
            : null;
        var lines = invoice.Lines.OrderBy(l => l.Position).ToList();
        var reminders = await db.Reminders.AsNoTracking().Where(r => r.InvoiceId == invoiceId && r.Notice!.State == ReminderState.Sent).OrderBy(r => r.DueOn).ThenBy(r => r.Level)
            .Select(r => new Reminded(r.Notice!.On, r.Notice.Tone, r.Overdue, r.Interest, r.Fee, r.Notice.LetterId)).ToListAsync(ct);
        var isPayer = user.Clients.ClientIds.Contains(invoice.BilledToId);
        return new Shown(
            company, invoice.Id, invoice.DisplayNumber, invoice.Title,
            await db.Clients.Where(c => c.Id == invoice.BilledToId).Select(c => c.Name).FirstOrDefaultAsync(ct) ?? "",
            invoice.IssuedOn, invoice.PlannedOn, invoice.NextDueOn, invoice.Currency, invoice.DiscountAmount, invoice.Net, invoice.Total, invoice.Credited, invoice.Payable, invoice.Held,
            invoice.HeldUntil,
            paying is { IsProcessing: true } ? OwnInvoiceState.BeingPaid : OwnInvoices.StateOf(invoice.Kind, invoice.IsIssued, invoice.Balance, invoice.Held, invoice.Paid, invoice.Credited, invoice.IsOverdueOn(entity.Today(clock))),
            [.. lines.Zip(
                Subtotals.Of(lines.Select(l => (l.Kind, l.LineNet))), (l, subtotal) => new Line(l.Kind, l.Description, l.Quantity, l.Unit, l.UnitPrice, subtotal ?? l.LineNet))],
            [.. invoice.Taxes.OrderBy(t => t.Position).Select(t => new Tax(t.Name, t.Percent, t.Amount))],
            [.. invoice.Instalments.OrderBy(i => i.Position).Select(i => new Instalment(i.DueOn, i.Amount))],
            payments,
            await OwnInvoices.DocumentAsync(db, invoice, ct),
            await OwnInvoices.TimesheetAsync(db, invoice, ct),
            paying is null && providers.Active is not null && user.Has(Permissions.PortalAct) && isPayer && invoice is { IsIssued: true, Payable: > 0 }
                && AccountingEntries.MissingForPayments(entity).Count == 0,
            paying,
            invoice.Parties?.Elsewhere(),
            reminders);
    }
}
