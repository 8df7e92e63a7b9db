using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Payments;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>What the user's clients have paid, with the receipts.</summary>
public sealed class ListOwnPayments(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Row(
        long Id, string Number, DateOnly ReceivedOn, PaymentMethod Method, decimal Amount, decimal Unallocated, string Currency, PaymentState State,
        long? ReceiptDocumentId);

    public sealed record Listed(PortalCompany Company, Page<Row> Page);

    public async Task<Result<Listed>> RunAsync(PageRequest page, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await PortalCompany.LoadAsync(db, null, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var payments = db.Payments.AsNoTracking();
        var rows = await payments.OrderByDescending(p => p.ReceivedOn).ThenByDescending(p => p.Id).Skip(page.Skip).Take(page.Take)
            .Select(p => new Row(
                p.Id, p.Number, p.ReceivedOn, p.Method, p.Amount, p.Unallocated, p.Currency, p.State,
                db.StoredDocuments.Where(d => d.SubjectType == nameof(Payment) && d.SubjectId == p.Id && d.Kind == DocumentKinds.Receipt)
                    .Select(d => (long?)d.Id).FirstOrDefault())).ToListAsync(ct);
        return new Listed(company, new Page<Row>(rows, await payments.CountAsync(ct)));
    }
}
