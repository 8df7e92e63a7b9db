using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments.Online;

namespace Portal.Business.Payments.UseCases;

/// <summary>The payer is back from the card page: asks the provider if nobody has told yet, and says what is known.</summary>
public sealed class ReturnFromCheckout(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, PaymentProviders providers, OnlineConclusion conclusion)
{
    public sealed record Input(long OnlinePaymentId, bool Cancelled);

    public sealed record Shown(
        PortalCompany Company, OnlinePaymentState State, decimal Amount, string Currency, long InvoiceId, string InvoiceNumber, decimal InvoiceBalance, string? PaymentNumber,
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

        if (online is { State: OnlinePaymentState.Started or OnlinePaymentState.Unknown or OnlinePaymentState.Abandoned, ConcludedAt: null })
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

    private static async Task<Result<Shown>> ShowAsync(PortalDbContext db, PortalCompany company, long id, CancellationToken ct) =>
        await (
            from o in db.OnlinePayments.AsNoTracking()
            join i in db.Invoices on o.InvoiceId equals i.Id
            where o.Id == id
            select new Shown(
                company,
                o.State,
                db.Payments.Where(p => p.Id == o.PaymentId).Select(p => (decimal?)p.Amount).FirstOrDefault() ?? o.Amount,
                o.Currency,
                i.Id,
                i.Number!,
                i.Balance - i.Held,
                db.Payments.Where(p => p.Id == o.PaymentId).Select(p => p.Number).FirstOrDefault(),
                db.StoredDocuments.Where(d => d.SubjectType == nameof(Payment) && d.SubjectId == o.PaymentId && d.Kind == PaymentReceipts.Kind)
                    .Select(d => (long?)d.Id).FirstOrDefault())).SingleOrDefaultAsync(ct) is { } shown ? shown : Refusal.NotFound;
}
