using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Documents;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The PDF of a contract as it is now, for staff, and for its client once it is agreed.</summary>
public sealed class DownloadContract(PortalDbContextFactory contexts, ICurrentUser user, ContractDocuments documents)
{
    public sealed record Input(long ContractId);

    public async Task<Result<DocumentFile>> RunAsync(Input input, CancellationToken ct)
    {
        var isStaff = user.Has(Permissions.ContractsView);
        if (!isStaff && !user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var contracts = db.Contracts.AsNoTracking().Where(c => isStaff || (c.Status != ContractStatus.Draft && c.Status != ContractStatus.Cancelled));
        return await ContractAccess.Whole(contracts).SingleOrDefaultAsync(c => c.Id == input.ContractId, ct) is { } contract
            ? await documents.DrawAsync(db, contract, null, ct)
            : Refusal.NotFound;
    }
}
