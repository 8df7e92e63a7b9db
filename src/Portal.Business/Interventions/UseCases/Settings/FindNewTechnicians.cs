using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases.Settings;

/// <summary>Staff who are no technicians yet, by what one types.</summary>
public sealed class FindNewTechnicians(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(string Text, int Skip = 0, int Take = 20);

    public sealed record Found(long Id, string Name, string Email);

    public async Task<Result<IReadOnlyList<Found>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await db.Users.AsNoTracking().Where(u => !u.IsClientUser && !db.Technicians.Any(t => t.UserId == u.Id)).Matching(u => u.SearchKey, input.Text)
            .OrderBy(u => u.SearchKey).ThenBy(u => u.Id).Skip(input.Skip).Take(input.Take).Select(u => new Found(u.Id, u.DisplayName, u.Email!)).ToListAsync(ct);
    }
}
