using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Payments;

namespace Portal.Business.ClientPortal;

/// <summary>What an invoice is to the client who sees it.</summary>
public enum OwnInvoiceState
{
    Announced,
    ToPay,
    Overdue,
    HeldBack,
    PartlyPaid,
    Paid,
    Credited,
    CreditNote,

    /// <summary>A card payment of it is with the bank.</summary>
    BeingPaid,
}

/// <summary>An invoice as a client sees it in a list.</summary>
/// <param name="DueOn">Of the oldest instalment that is open.</param>
public sealed record OwnInvoice(
    long Id, string Number, string Title, string Client, DateOnly? IssuedOn, DateOnly? DueOn, decimal Total, decimal Balance, string Currency,
    OwnInvoiceState State);

internal static class OwnInvoices
{
    /// <summary>What lists need of the invoices; the query filter has limited them to the user's clients.</summary>
    internal sealed record Raw(
        long Id, long LegalEntityId, InvoiceKind Kind, string? Number, string ProformaNumber, string Title, string Client, DateOnly? IssuedOn, DateOnly? DueOn,
        decimal Total, decimal Balance, decimal Held, decimal Paid, decimal Credited, string Currency, bool IsOverdue, bool BeingPaid);

    public static IQueryable<Raw> Read(PortalDbContext db, IQueryable<Invoice> invoices, DueDays days) => invoices.Select(Rules.Over<Invoice, Raw>(
        (Invoice i, DateOnly? dueOn, bool isOverdue) => new Raw(
            i.Id, i.LegalEntityId, i.Kind, i.Number, i.ProformaNumber, i.Title, db.Clients.Where(c => c.Id == i.BilledToId).Select(c => c.Name).FirstOrDefault() ?? "",
            i.IssuedOn, dueOn, i.Total, i.Balance, i.Held, i.Paid, i.Credited, i.Currency, isOverdue,
            db.OnlinePaymentShares.Any(s => s.InvoiceId == i.Id && s.OpenKey != null
                && db.OnlinePayments.Any(p => p.Id == s.OnlinePaymentId && p.State == OnlinePaymentState.Processing))),
        InvoiceDue.Next, days.IsOverdue));

    /// <summary>Issued invoices that the user's clients have still to pay.</summary>
    public static IQueryable<Invoice> Open(PortalDbContext db, ICurrentUser user)
    {
        var own = user.Clients.ClientIds;
        return db.Invoices.AsNoTracking().WhereOpen().Where(i => own.Contains(i.BilledToId));
    }

    /// <summary>What is due first comes first.</summary>
    public static IQueryable<Invoice> InOrderOfDue(this IQueryable<Invoice> invoices) => invoices.OrderBy(InvoiceDue.Next).ThenBy(i => i.Id);

    public static OwnInvoice ToOwn(this Raw i) => new(
        i.Id, i.Number ?? i.ProformaNumber, i.Title, i.Client, i.IssuedOn, i.DueOn, i.Total, i.Balance == i.Held ? i.Balance : i.Balance - i.Held, i.Currency,
        i.BeingPaid && i.Balance > i.Held
            ? OwnInvoiceState.BeingPaid
            : StateOf(i.Kind, i.Number is not null, i.Balance, i.Held, i.Paid, i.Credited, i.IsOverdue));

    public static OwnInvoiceState StateOf(
        InvoiceKind kind, bool isIssued, decimal balance, decimal held, decimal paid, decimal credited, bool isOverdue) =>
        kind == InvoiceKind.CreditNote ? OwnInvoiceState.CreditNote
        : !isIssued ? OwnInvoiceState.Announced
        : balance <= 0 ? (paid == 0 && credited > 0 ? OwnInvoiceState.Credited : OwnInvoiceState.Paid)
        : balance == held ? OwnInvoiceState.HeldBack
        : isOverdue ? OwnInvoiceState.Overdue
        : paid > 0 ? OwnInvoiceState.PartlyPaid
        : OwnInvoiceState.ToPay;

    /// <summary>Its document as the client has it: the one it was issued with, before that the proforma that was sent last.</summary>
    public static Task<long?> DocumentAsync(PortalDbContext db, Invoice invoice, CancellationToken ct) =>
        LatestAsync(db, invoice, invoice.IsIssued ? DocumentKinds.Invoice : DocumentKinds.Proforma, ct);

    /// <summary>What was worked, as it was sent last with an invoice of time.</summary>
    public static Task<long?> TimesheetAsync(PortalDbContext db, Invoice invoice, CancellationToken ct) => LatestAsync(db, invoice, DocumentKinds.Timesheet, ct);

    private static Task<long?> LatestAsync(PortalDbContext db, Invoice invoice, string kind, CancellationToken ct) =>
        db.StoredDocuments.Where(d => d.SubjectType == nameof(Invoice) && d.SubjectId == invoice.Id && d.Kind == kind)
            .OrderByDescending(d => d.Revision).Select(d => (long?)d.Id).FirstOrDefaultAsync(ct);
}
