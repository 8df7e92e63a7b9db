using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The history of indexations, the last first: the rule, the values used, who applied it, and whether it can be taken back.</summary>
public sealed class ListIndexations(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(PageRequest Page, long? LegalEntityId = null);

    /// <param name="UndoFinishedAt">Null while it is being taken back.</param>
    /// <param name="UndoContracts">How many contracts had its prices when somebody took it back.</param>
    /// <param name="Contracts">How many have them.</param>
    /// <param name="Lines">That have its prices.</param>
    /// <param name="IsBilled">Something was billed at its prices.</param>
    /// <param name="Letters">How many clients were told.</param>
    /// <param name="Clients">How many have lines of it.</param>
    /// <param name="LettersWait">Letters were asked for and are being sent.</param>
    public sealed record Row(
        long Id, int Version, string Company, DateOnly From, IndexationRule Rule, IReadOnlyList<UsedIndex> Used, decimal Factor, string AppliedByName, DateTime AppliedAt,
        DateTime? FinishedAt, DateTime? UndoneAt, string UndoneByName, DateTime? UndoFinishedAt, int Lines, bool IsBilled, int Letters, int Clients, bool LettersWait, Guid Key, int Contracts, int UndoContracts)
    {
        /// <inheritdoc cref="Indexation.IsBeingUndone" />
        public bool IsBeingUndone => UndoneAt is not null && UndoFinishedAt is null;
    }

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var found = db.Indexations.AsNoTracking().Only(input.Page).Where(i => input.LegalEntityId == null || i.LegalEntityId == input.LegalEntityId);
        var rows = await found.OrderByDescending(i => i.AppliedAt).ThenByDescending(i => i.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(i => new Row(
                i.Id, i.Version, db.LegalEntities.Where(e => e.Id == i.LegalEntityId).Select(e => e.Name).Single(), i.From, i.Rule, i.Used, i.Factor, i.AppliedByName, i.AppliedAt,
                i.FinishedAt, i.UndoneAt, i.UndoneByName, i.UndoFinishedAt, db.ContractLines.Count(l => l.IndexationId == i.Id),
                db.BilledPeriods.Any(b => db.ContractLines.Any(l => l.Id == b.LineId && l.IndexationId == i.Id)), db.IndexationLetters.Count(t => t.IndexationId == i.Id),
                db.Contracts.Where(c => c.Lines.Any(l => l.IndexationId == i.Id)).Select(c => c.ClientId).Distinct().Count(),
                i.LettersAskedAt != null && i.LettersDoneAt == null && i.UndoneAt == null, i.Key,
                db.Contracts.Count(c => c.Lines.Any(l => l.IndexationId == i.Id)), i.UndoContracts))
            .ToListAsync(ct);
        return new Page<Row>(rows, await found.CountAsync(ct));
    }
}
