using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Indexing;

/// <summary>
/// Contracts that are still to get their old prices back, of an indexation that somebody took back: nothing of them is billed or changed until they have, so that no invoice
/// leaves at a price that was cancelled.
/// </summary>
internal static class PendingUndo
{
    /// <summary>What whoever wants to change one of them is told.</summary>
    public static Refusal Refusal => Refusal.NotNow("Contracts.PricesGoBack");

    public static IQueryable<long> ContractsOf(PortalDbContext db) =>
        db.ContractLines.Where(l => Begun(db).Any(i => i.Id == l.IndexationId)).Select(l => l.ContractId);

    /// <summary>Whether some of them wait. To be asked once they are read: who decides later raises their versions (<see cref="HoldAsync"/>).</summary>
    public static async Task<bool> AnyAsync(PortalDbContext db, IReadOnlyList<long> contractIds, CancellationToken ct) =>
        await Begun(db).AnyAsync(ct) && await ContractsOf(db).AnyAsync(id => EF.Parameter(contractIds).Contains(id), ct);

    /// <summary>
    /// In the transaction that decides, before it looks for what is billed: what is billed already is seen then, and a billing that has read the contracts is refused when it saves.
    /// </summary>
    public static async Task<Result> HoldAsync(PortalDbContext db, long indexationId, CancellationToken ct)
    {
        try
        {
            await db.Contracts.Where(c => c.Lines.Any(l => l.IndexationId == indexationId)).ExecuteUpdateAsync(set => set.SetProperty(c => c.Version, c => c.Version + 1), ct);
            return Result.Done;
        }
        catch (Exception e) when (Saving.IsDeadlock(e))
        {
            return Refusal.Stale;
        }
    }

    private static IQueryable<Indexation> Begun(PortalDbContext db) => db.Indexations.Where(i => i.UndoneAt != null && i.UndoFinishedAt == null);
}
