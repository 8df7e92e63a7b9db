using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts;

/// <summary>
/// One change of a contract by a person: loaded whole at the version that the person saw, saved once with the next date of an invoice and, where
/// it matters to the client's history, an entry of the timeline. Whatever of it changed, the contract's version is raised.
/// </summary>
internal sealed class ContractChange
{
    private readonly PortalDbContext db;

    private ContractChange(PortalDbContext db, Contract contract, BilledOfContracts billed, LegalEntity entity, DateTime now)
    {
        this.db = db;
        (Contract, Billed, Entity, Today, Now) = (contract, billed, entity, entity.DayOf(now), now);
    }

    public Contract Contract { get; }

    public BilledOfContracts Billed { get; }

    /// <summary>Who sells.</summary>
    public LegalEntity Entity { get; }

    /// <summary>In the legal entity's time zone.</summary>
    public DateOnly Today { get; }

    public DateTime Now { get; }

    /// <param name="version">Of the contract as the person saw it.</param>
    public static async Task<Result<ContractChange>> StartAsync(PortalDbContext db, long id, int version, TimeProvider clock, CancellationToken ct)
    {
        if (await ContractAccess.FindAsync(db, id, ct) is not { } contract)
        {
            return Refusal.NotFound;
        }

        if (contract.Version != version)
        {
            return Refusal.Stale;
        }

        if (await PendingUndo.AnyAsync(db, [id], ct))
        {
            return PendingUndo.Refusal;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        return new ContractChange(db, contract, await ContractAccess.BilledAsync(db, [id], ct), entity, now);
    }

    public ContractLine? Line(long id) => Contract.Lines.Find(l => l.Id == id);

    public void Tell(ICurrentUser user, string what, params object[] args) => db.TimelineEntries.Add(new TimelineEntry(
        Contract.ClientId, Contract.JobId, Now, user, what, nameof(Contract), Contract.Id, [Contract.Reference, .. args]));

    /// <summary>The contract's new version.</summary>
    public async Task<Result<int>> SaveAsync(CancellationToken ct)
    {
        await ContractAccess.SetNextInvoiceAsync(db, Contract, Today, ct);
        db.Touch(Contract);
        return await SaveLinesAsync(ct) switch
        {
            { Refusal: { Code: "Common.AlreadyThere" } } when db.Entry(Contract).Property(c => c.Reference).IsModified =>
                Refusal.Conflict("Contracts.ReferenceInUse", Contract.Reference).On(nameof(Contract.Reference)),
            { Refusal: { } refusal } => refusal,
            _ => Contract.Version,
        };
    }

    /// <summary>
    /// A line that a new one was put before follows it in a second statement: neither the line that it names nor the one successor of a line may be
    /// missing for a moment.
    /// </summary>
    private async Task<Result> SaveLinesAsync(CancellationToken ct)
    {
        var moved = Contract.Lines.Where(l => db.Entry(l) is { State: EntityState.Modified } entry && entry.Property(p => p.PreviousId).IsModified)
            .Select(l => (Line: l, l.PreviousId)).ToList();
        if (moved.Count == 0)
        {
            return await db.TrySaveAsync(ct);
        }

        await using var transaction = await db.BeginWriteAsync(ct);
        moved.ForEach(m => m.Line.Follow(null));
        if (await db.TrySaveAsync(ct) is { Succeeded: false } refused)
        {
            return refused;
        }

        moved.ForEach(m => m.Line.Follow(m.PreviousId));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            await transaction.CommitAsync(ct);
        }

        return saved;
    }
}
