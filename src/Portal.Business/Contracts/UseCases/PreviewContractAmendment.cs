using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Amending;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>What an amendment would change, line by line, before it is sent to the client. Nothing is saved.</summary>
public sealed class PreviewContractAmendment(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    public sealed record Input(long ContractId, int Version, Amendment Amendment);

    /// <summary>Refused where it could not be applied, and where it changes what the client is not asked about.</summary>
    public async Task<Result<OfferedAmendment>> RunAsync(Input input, CancellationToken ct)
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

        return change.Contract.Offer(input.Amendment, change.Billed);
    }
}
