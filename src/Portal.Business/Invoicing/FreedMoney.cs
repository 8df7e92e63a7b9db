using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments;

namespace Portal.Business.Invoicing;

/// <summary>Money that a credit note sets free of the invoice that it had paid.</summary>
internal static class FreedMoney
{
    /// <summary>Pays invoices with what the credit set free, payment by payment; never with other credit of the client.</summary>
    /// <param name="freed">By the payments that it comes from.</param>
    public static async Task<Result> PayAsync(
        PortalDbContext db, ICurrentUser user, IReadOnlyList<(Payment Payment, decimal Amount)> freed, IReadOnlyList<Share> pays, DateTime now, CancellationToken ct)
    {
        if (pays.Any(s => s.Amount <= 0 || Money.Round(s.Amount) != s.Amount) || pays.DistinctBy(s => s.InvoiceId).Count() != pays.Count)
        {
            return Refusal.Invalid("Payments.ShareOutOfRange").On(nameof(CreditInvoice.Input.Pays));
        }

        if (pays.Sum(s => s.Amount) is var wanted && wanted > freed.Sum(f => f.Amount))
        {
            return Refusal.Invalid("Invoicing.MoreThanFreed", wanted, freed.Sum(f => f.Amount)).On(nameof(CreditInvoice.Input.Pays));
        }

        var open = pays.ToList();
        foreach (var (payment, amount) in freed.GroupBy(f => f.Payment).Select(g => (g.Key, g.Sum(f => f.Amount))))
        {
            var shares = CreditNotes.TakeFirst(open, amount);
            if (shares.Count == 0)
            {
                continue;
            }

            var allocated = await PaymentIntake.AllocateAsync(db, payment, shares, now, ct);
            if (!allocated.TryGet(out var invoices))
            {
                return Result.Refused([.. allocated.Refusals.Select(r => r.On(nameof(CreditInvoice.Input.Pays)))]);
            }

            PaymentIntake.Tell(db, payment, invoices, user, now, "Payments.Allocated");
        }

        return Result.Done;
    }
}
