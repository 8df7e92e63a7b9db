using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.PrepaidHours.UseCases;

/// <summary>The statement of hours of one client for a period; without one, of the last twelve months.</summary>
public sealed class ShowHoursStatement(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long ClientId, DateOnly? From = null, DateOnly? To = null);

    public async Task<Result<HoursStatement>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var seller = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => db.Clients.Any(c => c.Id == input.ClientId && c.LegalEntityId == e.Id), ct);
        var to = input.To ?? seller?.Today(clock) ?? default;
        return seller is null ? Refusal.NotFound : await HoursStatement.LoadAsync(db, input.ClientId, input.From ?? to.AddYears(-1).AddDays(1), to, ct) is { } statement ? statement : Refusal.NotFound;
    }
}
