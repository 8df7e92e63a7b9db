using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Banking.Matching;

/// <summary>A payment that a line by which money left may take back.</summary>
/// <param name="Fee">What the bank took beyond the payment.</param>
/// <param name="IsReversed">It was reversed by hand already.</param>
/// <param name="IsLikely">The bank calls the line a return, or names the payment or its payer.</param>
public sealed record ReversalProposal(long Id, string Number, string Client, DateOnly ReceivedOn, decimal Amount, decimal Fee, bool IsReversed, bool IsLikely);

/// <summary>
/// Payments that came before the line and are not taken back by another: of its amount, or of a little less where the bank names them and took a fee
/// with them.
/// </summary>
internal static class ReversalProposals
{
    private const int Most = 6;

    /// <summary>A direct debit of a consumer may be returned for 13 months, everything else within weeks.</summary>
    private const int DaysBack = 400;

    /// <summary>Of the payment's currency; more than this is no fee of a bank.</summary>
    private const decimal MostFee = 60m;

    public static async Task<IReadOnlyList<ReversalProposal>> FindAsync(PortalDbContext db, BankLine line, CancellationToken ct)
    {
        if (line.IsCredit || line.State != BankLineState.ToDo)
        {
            return [];
        }

        var (from, amount) = (line.BookedOn.AddDays(-DaysBack), -line.Amount);
        var least = amount - MostFee;
        var found = await db.Payments
            .Where(p => p.LegalEntityId == line.LegalEntityId && p.Currency == line.Currency && p.Amount <= amount && p.Amount >= least && p.Refunded == 0
                && p.Method != PaymentMethod.Cash && p.ReceivedOn >= from && p.ReceivedOn <= line.BookedOn && !db.BankLines.Any(l => l.ReversedPaymentId == p.Id)
                && (p.State == PaymentState.Recorded || p.Amount + p.ReversalFee == amount
                    || db.ChargebackFees.Any(f => f.PaymentId == p.Id && f.Currency == p.Currency && f.ReversedOn == null && p.Amount + p.ReversalFee + f.Amount == amount)))
            .OrderByDescending(p => p.Amount).ThenByDescending(p => p.ReceivedOn).ThenByDescending(p => p.Id).Take(200)
            .Select(p => new { p.Id, p.Number, p.Reference, Client = db.Clients.Where(c => c.Id == p.ClientId).Select(c => c.Name).First(), p.ReceivedOn, p.Amount, p.State }).ToListAsync(ct);
        var text = Folding.Fold(line.AllText);
        bool Names(string what) => Folding.Fold(what) is { Length: >= 4 } folded && text.Contains(folded, StringComparison.Ordinal);
        return
        [
            .. found.Select(p => (Payment: p, IsNamed: Names(p.Number) || Names(p.Reference) || Names(p.Client)))
                .Where(p => p.Payment.Amount == amount || p.IsNamed)
                .Select(p => new ReversalProposal(
                    p.Payment.Id, p.Payment.Number, p.Payment.Client, p.Payment.ReceivedOn, p.Payment.Amount, amount - p.Payment.Amount, p.Payment.State == PaymentState.Reversed,
                    p.IsNamed || (line.IsReversal && p.Payment.Amount == amount)))
                .OrderByDescending(p => p.IsLikely).ThenBy(p => p.Fee).Take(Most),
        ];
    }
}
