using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.PrepaidHours.UseCases;

/// <summary>The prepaid hours of one of the user's clients as they are now, with the movements of a period.</summary>
public sealed class ShowOwnHours(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="ClientId">Null: the first of the user's clients.</param>
    public sealed record Input(long? ClientId = null, DateOnly? From = null, DateOnly? To = null, int Page = 1);

    public sealed record Shown(PortalCompany Company, IReadOnlyList<(long Id, string Name)> Clients, HoursStatement Statement);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var clients = await db.Clients.AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.Id).Select(c => new { c.Id, c.Name, c.LegalEntityId }).ToListAsync(ct);
        var client = clients.Find(c => input.ClientId is null || c.Id == input.ClientId);
        if (client is null || await PortalCompany.LoadAsync(db, client.LegalEntityId, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == client.LegalEntityId, ct);
        var to = input.To ?? seller.Today(clock);
        var statement = await HoursStatement.LoadAsync(db, client.Id, input.From ?? to.AddYears(-1).AddDays(1), to, seller.Today(clock), input.Page, HoursStatement.PageSize, ct);
        return statement is null ? Refusal.NotFound : new Shown(company, [.. clients.Select(c => (c.Id, c.Name))], statement);
    }
}
