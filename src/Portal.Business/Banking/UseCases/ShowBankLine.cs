using Microsoft.EntityFrameworkCore;
using Portal.Business.Banking.Matching;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Banking.UseCases;

/// <summary>One movement: what the bank says of it, what it may be, or what it is.</summary>
public sealed class ShowBankLine(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="NextId">The next one that waits in the same account; null at the end.</param>
    public sealed record Shown(
        long Id, int Version, long LegalEntityId, string LegalEntity, long AccountId, string Account, DateOnly BookedOn, DateOnly? ValueOn, decimal Amount, string Currency,
        bool IsReversal, string Name, string Iban, string Label, string EndToEndId, string CreditorReference, string BankReference, string FileName, BankLineState State,
        IReadOnlyList<Payment> Payments, bool MadePayment, Payment? Reversed, long? RefundId, string Reason, string SettledBy, DateTime? SettledAt,
        IReadOnlyList<Proposal> Proposals, IReadOnlyList<RefundProposal> Refunds, IReadOnlyList<ReversalProposal> Reversals, string? RefundNumber, long? NextId);

    /// <summary>A payment that the line is, or takes back.</summary>
    public sealed record Payment(long Id, string Number);

    public async Task<Result<Shown>> RunAsync(long lineId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var line = await db.BankLines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == lineId, ct);
        if (line is null)
        {
            return Refusal.NotFound;
        }

        var account = await db.BankAccounts.AsNoTracking().SingleAsync(a => a.Id == line.BankAccountId, ct);
        var entity = await db.LegalEntities.Where(e => e.Id == line.LegalEntityId).Select(e => e.Name).SingleAsync(ct);
        var file = await db.BankStatements.Where(s => s.Id == line.StatementId).Select(s => s.FileName).SingleAsync(ct);
        var payments = await db.Payments.Where(p => db.BankLinePayments.Any(l => l.BankLineId == lineId && l.PaymentId == p.Id)).OrderBy(p => p.Id).Select(p => new Payment(p.Id, p.Number)).ToListAsync(ct);
        var reversed = await db.Payments.Where(p => p.Id == line.ReversedPaymentId).Select(p => new Payment(p.Id, p.Number)).SingleOrDefaultAsync(ct);
        var next = await db.BankLines
            .Where(l => l.BankAccountId == line.BankAccountId && l.State == BankLineState.ToDo && l.Id != line.Id
                && (l.BookedOn < line.BookedOn || (l.BookedOn == line.BookedOn && l.Position > line.Position)))
            .OrderByDescending(l => l.BookedOn).ThenBy(l => l.Position).ThenBy(l => l.Id).Select(l => (long?)l.Id).FirstOrDefaultAsync(ct);
        var proposals = await Proposals.FindAsync(db, [line], ct);
        return new Shown(
            line.Id, line.Version, line.LegalEntityId, entity, account.Id, account.Name, line.BookedOn, line.ValueOn, line.Amount, line.Currency, line.IsReversal, line.Name,
            line.Iban, line.Label, line.EndToEndId, line.CreditorReference, line.BankReference, file, line.State, payments, line.MadePayment, reversed, line.RefundId,
            line.Reason, line.SettledBy, line.SettledAt, proposals.GetValueOrDefault(line.Id) ?? [],
            await RefundProposals.FindAsync(db, line, ct), await ReversalProposals.FindAsync(db, line, ct), await db.Refunds.Where(r => r.Id == line.RefundId).Select(r => r.Number).SingleOrDefaultAsync(ct), next);
    }
}
