using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>What a client can choose from when asking for something: their own clients and sites.</summary>
public sealed class ShowAskChoices(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Choices(PortalCompany Company, IReadOnlyList<(long Id, string Name)> Clients, IReadOnlyList<(long Id, long ClientId, string Text)> Sites);

    public async Task<Result<Choices>> RunAsync(CancellationToken ct)
    {
        if (!user.Clients.IsLimited || !user.Has(Permissions.PortalAct))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await PortalCompany.LoadAsync(db, null, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var clients = await db.Clients.AsNoTracking().Where(c => c.IsActive).OrderBy(c => c.Name).Select(c => new { c.Id, c.Name }).ToListAsync(ct);
        var sites = await db.Sites.AsNoTracking().Where(s => s.IsActive).OrderBy(s => s.Name).Select(s => new { s.Id, s.ClientId, s.Name, s.Address, s.Code }).ToListAsync(ct);
        return new Choices(company, [.. clients.Select(c => (c.Id, c.Name))], [.. sites.Select(s => (s.Id, s.ClientId, new SiteChoice(s.Id, s.Name, s.Address, s.Code).Text))]);
    }
}
