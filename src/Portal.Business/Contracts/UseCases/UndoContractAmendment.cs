using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Requests;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Takes an amendment back while nothing is billed of it: its line goes, and the one that it took the place of goes on.</summary>
public sealed class UndoContractAmendment(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    public sealed record Input(long ContractId, int Version, long LineId);

    /// <summary>The contract's new version.</summary>
    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!(await ContractChange.StartAsync(db, input.ContractId, input.Version, clock, ct)).TryGet(out var change, out var not))
        {
            return not;
        }

        var contract = change.Contract;
        if (change.Line(input.LineId) is not { PreviousId: { } previousId } line || change.Line(previousId) is not { } previous)
        {
            return Refusal.NotFound;
        }

        if (WhyNot(change, line, previous) is { } refusal)
        {
            return refusal;
        }

        await using var transaction = await db.BeginWriteAsync(ct);
        await WithdrawnRequests.RemoveAsync(db, previous.Visits.HasVisitsOf(line.Visits) ? [] : [line.Id], line.StartsOn ?? contract.StartsOn, ct);
        previous.Reopen(line.EndsOn);
        contract.Lines.Remove(line);
        db.Remove(line);
        await db.WorkLines.Where(w => w.ContractLineId == line.Id).ExecuteUpdateAsync(set => set.SetProperty(w => w.ContractLineId, previousId), ct);
        await db.ServiceRequests.AllClients().Where(r => r.ContractLineId == line.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.ContractLineId, previousId), ct);
        change.Tell(user, "Contracts.AmendmentUndone", line.Description);
        var saved = await change.SaveAsync(ct);
        if (saved.Succeeded)
        {
            await transaction.CommitAsync(ct);
        }

        return saved;
    }

    private static Refusal? WhyNot(ContractChange change, ContractLine line, ContractLine previous) =>
        line.IndexationId is not null ? Refusal.NotNow("Contracts.UndoTheIndexation", line.Description)
        : change.Billed.ThroughOf(line.Id) is { } through ? Refusal.NotNow("Contracts.AmendmentIsBilled", line.Description, through)
        : change.Contract.IsCutAndBilled(previous, change.Billed.ThroughOf(previous.Id)) ? Refusal.NotNow("Contracts.LineEndIsBilled", previous.Description, previous.EndsOn!.Value)
        : change.Contract.Lines.Exists(l => l.PreviousId == line.Id) ? Refusal.NotNow("Contracts.LineWasAmended", line.Description)
        : null;
}
