using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The task of a renewal is done: somebody decided, or lets the contract go on as it is. Again changes nothing.</summary>
public sealed class HandleRenewalNotice(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public async Task<Result> RunAsync(long noticeId, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.ContractNotices.SingleOrDefaultAsync(n => n.Id == noticeId, ct) is not { } notice)
        {
            return Refusal.NotFound;
        }

        notice.Handle(user, clock.GetUtcNow().UtcDateTime);
        return await db.TrySaveAsync(ct);
    }
}
