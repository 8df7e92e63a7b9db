using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.PrepaidHours.UseCases;

/// <summary>Gives prepaid hours another last day, or none. What expired already comes back by a correction, not by this.</summary>
public sealed class ExtendHours(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long PackId, int Version, DateOnly? ExpiresOn);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var pack = await db.HoursPacks.SingleOrDefaultAsync(p => p.Id == input.PackId, ct);
        if (pack is null)
        {
            return Refusal.NotFound;
        }

        if (input.ExpiresOn < pack.BoughtOn)
        {
            return Refusal.Invalid("PrepaidHours.ExpiresBeforeBought").On(nameof(input.ExpiresOn));
        }

        db.ExpectVersion(pack, input.Version);
        pack.Extend(input.ExpiresOn);
        return await db.TrySaveAsync(ct);
    }
}
