using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>What a contract of a client and its lines can be made of.</summary>
public sealed class ShowContractChoices(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="LegalEntityId">Null takes the client's usual company.</param>
    public sealed record Input(long ClientId, long? LegalEntityId = null, IReadOnlyCollection<long>? SiteIds = null);

    public sealed record Coded(long Id, string Code, LocalText Name);

    public sealed record Kind(long Id, LocalText Name, int Minutes);

    public sealed record Installed(long Id, string Name, long? SiteId);

    /// <param name="Usual">What the client and its company usually have.</param>
    public sealed record Choices(
        long LegalEntityId, DateOnly Today, string Client, string Currency, string Language, IReadOnlyList<Coded> TaxCodes, IReadOnlyList<FiscalPosition> Positions,
        IReadOnlyList<Coded> PaymentTerms, IReadOnlyList<Coded> Accounts, IReadOnlyList<Coded> Journals, IReadOnlyList<SiteChoice> Sites, IReadOnlyList<Installed> Equipment,
        IReadOnlyList<Kind> TaskTypes, Usual Usual);

    public sealed record Usual(long? FiscalPositionId, long? PaymentTermsId, long? GlAccountId, long? TaxCodeId);

    public async Task<Result<Choices>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        var entityId = input.LegalEntityId ?? client?.LegalEntityId;
        if (client is null || await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == entityId, ct) is not { } entity)
        {
            return Refusal.NotFound;
        }

        var codes = await db.TaxCodes.AsNoTracking().Where(c => c.LegalEntityId == entity.Id && c.IsActive).OrderBy(c => c.Code).Select(c => new Coded(c.Id, c.Code, c.Name)).ToListAsync(ct);
        var positions = await db.FiscalPositions.AsNoTracking().Where(p => p.LegalEntityId == entity.Id && p.IsActive)
            .Include(p => p.Taxes).Include(p => p.Accounts).AsSplitQuery().OrderBy(p => p.Code).ToListAsync(ct);
        var terms = await db.PaymentTerms.AsNoTracking().Where(t => t.IsActive).OrderBy(t => t.Code).Select(t => new Coded(t.Id, t.Code, t.Name)).ToListAsync(ct);
        var accounts = await db.GlAccounts.AsNoTracking().Where(a => a.LegalEntityId == entity.Id && a.IsActive && a.Kind == GlAccountKind.Income)
            .OrderBy(a => a.Number).Select(a => new Coded(a.Id, a.Number, a.Name)).ToListAsync(ct);
        var journals = await db.Journals.AsNoTracking().Where(j => j.LegalEntityId == entity.Id && j.IsActive && j.Kind == JournalKind.Sales)
            .OrderBy(j => j.Code).Select(j => new Coded(j.Id, j.Code, j.Name)).ToListAsync(ct);
        var kinds = await db.TaskTypes.AsNoTracking().Where(t => t.LegalEntityId == entity.Id && t.IsActive).OrderBy(t => t.Id).Select(t => new Kind(t.Id, t.Name, t.Minutes)).ToListAsync(ct);
        var installed = await db.Equipment.AsNoTracking().Where(e => e.ClientId == client.Id && e.IsActive).OrderBy(e => e.Name).Select(e => new Installed(e.Id, e.Name, e.SiteId)).ToListAsync(ct);
        var usualTax = await db.Products.Where(p => p.LegalEntityId == entity.Id && p.IsActive && p.TaxCodeId != null)
            .GroupBy(p => p.TaxCodeId).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstOrDefaultAsync(ct) ?? codes.FirstOrDefault()?.Id;
        var position = positions.FirstOrDefault(p => p.Id == client.FiscalPositionWith(entity.Id));
        return new Choices(
            entity.Id, entity.Today(clock), client.Name, client.CurrencyWith(entity), client.Language, codes, positions, terms, accounts, journals,
            await ClientSites.ChoicesAsync(db, client.Id, input.SiteIds ?? [], ct), installed, kinds,
            new Usual(
                position?.Id, client.PaymentTermsId ?? entity.DefaultPaymentTermsId, client.GlAccountWith(entity.Id) ?? position?.AccountFor(accounts.FirstOrDefault()?.Id) ?? accounts.FirstOrDefault()?.Id,
                position is null ? usualTax : position.TaxCodeFor(usualTax)));
    }
}
