using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Closes a personal link at once; sending the contract again makes a new one.</summary>
public sealed class RevokeContractLink(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long LinkId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.ContractLinks.SingleOrDefaultAsync(l => l.Id == input.LinkId, ct) is not { } link)
        {
            return Refusal.NotFound;
        }

        var contract = await db.Contracts.AsNoTracking().SingleAsync(c => c.Id == link.ContractId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (link.Close(now) is { Succeeded: false } closed)
        {
            return closed;
        }

        db.TimelineEntries.Add(new TimelineEntry(contract.ClientId, contract.JobId, now, user, "Contracts.LinkRevoked", nameof(Contract), contract.Id, contract.Reference, link.Email));
        return await db.TrySaveAsync(ct);
    }
}
