using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Documents;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The PDF of a contract as it is now, to be signed, for staff.</summary>
public sealed class DownloadContract(PortalDbContextFactory contexts, ICurrentUser user, ContractDocuments documents)
{
    public sealed record Input(long ContractId);

    public async Task<Result<DocumentFile>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await ContractAccess.Whole(db.Contracts.AsNoTracking()).SingleOrDefaultAsync(c => c.Id == input.ContractId, ct) is { } contract
            ? await documents.DrawAsync(db, contract, null, ct)
            : Refusal.NotFound;
    }
}
