using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Payments.Online;

namespace Portal.Business.Payments.UseCases;

/// <summary>The payer is back from the card page: asks the provider if nobody has told yet, and says what is known.</summary>
public sealed class ReturnFromCheckout(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, PaymentProviders providers, OnlineConclusion conclusion)
{
    public sealed record Input(long OnlinePaymentId, bool Cancelled);

    /// <summary>An invoice that it is for.</summary>
    public sealed record Paid(long Id, string Number);

    /// <param name="Since">When the bank was at it first, or else when it started.</param>
    public sealed record Shown(
        PortalCompany Company, OnlinePaymentState State, decimal Amount, string Currency, DateTime Since, IReadOnlyList<Paid> Invoices, string? PaymentNumber,
        long? ReceiptDocumentId);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var online = await db.OnlinePayments.SingleOrDefaultAsync(p => p.Id == input.OnlinePaymentId, ct);
        if (online is null)
        {
            return Refusal.NotFound;
        }

        if (online is { State: OnlinePaymentState.Started or OnlinePaymentState.Unknown or OnlinePaymentState.Abandoned or OnlinePaymentState.Processing, ConcludedAt: null })
        {
            var said = online.ProviderReference is { } reference && providers.Find(online.Provider) is { } provider
                ? await provider.FindAsync(reference, ct)
                : CheckoutState.Unknown;
            if (said.Outcome == CheckoutOutcome.Pending && input.Cancelled)
            {
                online.GiveUp();
                await db.TrySaveAsync(ct);
            }
            else
            {
                await conclusion.ApplyAsync(online.Id, online.ProviderReference ?? "", said, ConclusionSource.ReturnPage, null, ct);
            }
        }

        return await PortalCompany.LoadAsync(db, online.LegalEntityId, ct) is { } company ? await ShowAsync(db, company, online.Id, ct) : Refusal.NotFound;
    }

    private static async Task<Result<Shown>> ShowAsync(PortalDbContext db, PortalCompany company, long id, CancellationToken ct)
    {
        var online = await db.OnlinePayments.AsNoTracking().Include(o => o.Shares).SingleAsync(o => o.Id == id, ct);
        var ids = online.Shares.Select(s => s.InvoiceId).ToList();
        var invoices = await db.Invoices.Where(i => ids.Contains(i.Id)).OrderBy(InvoiceDue.Next).ThenBy(i => i.Id).Select(i => new Paid(i.Id, i.Number!)).ToListAsync(ct);
        var payment = await db.Payments.Where(p => p.Id == online.PaymentId).Select(p => new { p.Number, p.Amount }).FirstOrDefaultAsync(ct);
        var receipt = await db.StoredDocuments
            .Where(d => d.SubjectType == nameof(Payment) && d.SubjectId == online.PaymentId && d.Kind == DocumentKinds.Receipt).Select(d => (long?)d.Id).FirstOrDefaultAsync(ct);
        return new Shown(
            company, online.State, payment?.Amount ?? online.Amount, online.Currency, online.ProcessingSince ?? online.StartedAt, invoices, payment?.Number, receipt);
    }
}
