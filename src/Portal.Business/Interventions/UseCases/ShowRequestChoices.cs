using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>What a request of a client can be made of: people, places, equipment and kinds of work, and what lines are taxed and booked with.</summary>
public sealed class ShowRequestChoices(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="LegalEntityId">Null takes the client's usual company.</param>
    public sealed record Input(long ClientId, long? LegalEntityId = null, IReadOnlyCollection<long>? SiteIds = null);

    public sealed record Choice(long Id, string Name);

    public sealed record Coded(long Id, string Code, LocalText Name);

    public sealed record Kind(long Id, LocalText Name, int Minutes);

    public sealed record Person(long Id, string Name, string Phone, string Email);

    public sealed record Installed(long Id, string Name, string SerialNumber, long? SiteId, DateOnly? WarrantyUntil);

    /// <param name="Positions">With what they replace, so that a line picked or a position changed is taxed rightly at once.</param>
    public sealed record Choices(
        long LegalEntityId, string Currency, string Language, long? FiscalPositionId, IReadOnlyList<Kind> TaskTypes, IReadOnlyList<Choice> Sectors, IReadOnlyList<Choice> Teams, IReadOnlyList<Choice> Technicians,
        IReadOnlyList<SiteChoice> Sites, IReadOnlyList<Person> Contacts, IReadOnlyList<Installed> Equipment, TaxTable Taxes, IReadOnlyList<Coded> TaxCodes,
        IReadOnlyList<FiscalPosition> Positions, IReadOnlyList<Coded> Accounts, long? DefaultGlAccountId, long? DefaultTaxCodeId);

    public async Task<Result<Choices>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        var entity = input.LegalEntityId ?? client.LegalEntityId;
        var kinds = await db.TaskTypes.AsNoTracking().Where(t => t.LegalEntityId == entity && t.IsActive).OrderBy(t => t.Id).Select(t => new Kind(t.Id, t.Name, t.Minutes)).ToListAsync(ct);
        var codes = await db.TaxCodes.AsNoTracking().Where(c => c.LegalEntityId == entity && c.IsActive).OrderBy(c => c.Code).Select(c => new Coded(c.Id, c.Code, c.Name)).ToListAsync(ct);
        var accounts = await db.GlAccounts.AsNoTracking().Where(a => a.LegalEntityId == entity && a.IsActive && a.Kind == GlAccountKind.Income)
            .OrderBy(a => a.Number).Select(a => new Coded(a.Id, a.Number, a.Name)).ToListAsync(ct);
        var usualTax = await db.Products.Where(p => p.LegalEntityId == entity && p.IsActive && p.TaxCodeId != null)
            .GroupBy(p => p.TaxCodeId).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstOrDefaultAsync(ct);
        return new Choices(
            entity,
            client.CurrencyWith(await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == entity, ct)),
            client.Language,
            client.FiscalPositionWith(entity),
            kinds,
            await db.Sectors.Where(s => s.LegalEntityId == entity && s.IsActive).OrderBy(s => s.Name).Select(s => new Choice(s.Id, s.Name)).ToListAsync(ct),
            await db.Teams.Where(t => t.LegalEntityId == entity && t.IsActive).OrderBy(t => t.Name).Select(t => new Choice(t.Id, t.Name)).ToListAsync(ct),
            await db.Users.Where(u => db.Technicians.Any(t => t.UserId == u.Id && t.IsActive && t.LegalEntityId == entity)).OrderBy(u => u.SearchKey)
                .Select(u => new Choice(u.Id, u.DisplayName)).ToListAsync(ct),
            await ClientSites.ChoicesAsync(db, client.Id, input.SiteIds ?? [], ct),
            [.. client.Contacts.Where(c => c.IsActive).OrderBy(c => c.Name, StringComparer.CurrentCulture).Select(c => new Person(c.Id, c.Name, c.Phone, c.Email))],
            await db.Equipment.Where(e => e.ClientId == client.Id && e.IsActive).OrderBy(e => e.Name)
                .Select(e => new Installed(e.Id, e.Name, e.SerialNumber, e.SiteId, e.WarrantyUntil)).Take(500).ToListAsync(ct),
            await TaxTable.LoadAsync(db, entity, ct),
            codes,
            await db.FiscalPositions.AsNoTracking().Where(p => p.LegalEntityId == entity && p.IsActive).Include(p => p.Taxes).Include(p => p.Accounts).AsSplitQuery().OrderBy(p => p.Code).ToListAsync(ct),
            accounts,
            client.GlAccountWith(entity) ?? (accounts.Count == 0 ? null : accounts[0].Id),
            usualTax ?? codes.FirstOrDefault()?.Id);
    }
}
