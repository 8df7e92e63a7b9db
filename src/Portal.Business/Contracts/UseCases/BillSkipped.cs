using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// What a person skipped of a contract on a date is to be billed after all: the next run does. Refused once the revision of its year, which took it into
/// account, is billed or credited.
/// </summary>
public sealed class BillSkipped(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    /// <param name="InvoiceOn">The date of the invoice that was skipped.</param>
    /// <param name="SkippedAt">When it was decided; null: all that was skipped of the date.</param>
    public sealed record Input(long ContractId, int Version, DateOnly InvoiceOn, DateTime? SkippedAt = null);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsBill))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await ContractChange.StartAsync(db, input.ContractId, input.Version, clock, ct)).TryGet(out var change, out var not))
        {
            return not;
        }

        var contract = change.Contract;
        var skipped = await db.BilledPeriods.Where(b => b.ContractId == contract.Id && b.InvoiceOn == input.InvoiceOn && b.InvoiceId == null
            && (input.SkippedAt == null || b.SkippedAt == input.SkippedAt)).ToListAsync(ct);
        if (skipped.Count == 0 || contract.Status == ContractStatus.Cancelled)
        {
            return Refusal.NotNow("Contracts.NotSkipped", input.InvoiceOn);
        }

        foreach (var period in contract.Periods.Where(p => p.RevisedAt is not null && skipped.Exists(b => b.Kind != BilledKind.Revision && p.From <= b.From && b.From <= p.To)))
        {
            if (skipped.Any(b => change.Billed.RevisionsOf(contract.Id, period.From).Any(r => contract.IsOneLine(r.LineId, b.LineId) && !skipped.Exists(s => (s.LineId, s.Kind, s.Key) == (r.LineId, r.Kind, r.Key)))))
            {
                return Refusal.NotNow("Contracts.SkipIsRevised", period.To);
            }

            period.Revise(null);
        }

        foreach (var period in contract.Periods.Where(p => skipped.Exists(b => b.Kind == BilledKind.Revision && p.To == b.To)))
        {
            period.Revise(null);
        }

        db.BilledPeriods.RemoveRange(skipped);
        contract.BillAgain(input.InvoiceOn);
        db.Touch(contract);
        change.Tell(user, "Contracts.SkipTakenBack", skipped.Min(b => b.From), skipped.Max(b => b.To));
        return await db.TrySaveAsync(ct);
    }
}
