using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Quotes.UseCases;

/// <summary>What a draft can be made of: tax codes with their rates, fiscal positions, terms and accounts of its legal entity.</summary>
public sealed class ShowQuoteChoices(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long LegalEntityId, long ClientId, long? SiteId = null);

    public sealed record Choice(long Id, string Code, LocalText Name);

    /// <param name="Positions">With what they replace, so that a line picked or a position changed is taxed rightly at once.</param>
    /// <param name="Sites">Of the client, to deliver to.</param>
    /// <param name="DefaultGlAccountId">The client's account for lines without a product.</param>
    public sealed record Choices(
        TaxTable Taxes, IReadOnlyList<Choice> TaxCodes, IReadOnlyList<FiscalPosition> Positions, IReadOnlyList<Choice> PaymentTerms,
        IReadOnlyList<Choice> Accounts, long? DefaultGlAccountId, long? DefaultTaxCodeId,
        IReadOnlyList<SiteChoice> Sites);

    public async Task<Result<Choices>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var taxes = await TaxTable.LoadAsync(db, input.LegalEntityId, ct);
        var codes = await db.TaxCodes.AsNoTracking().Where(c => c.LegalEntityId == input.LegalEntityId && c.IsActive)
            .OrderBy(c => c.Code).Select(c => new Choice(c.Id, c.Code, c.Name)).ToListAsync(ct);
        var positions = await db.FiscalPositions.AsNoTracking().Where(p => p.LegalEntityId == input.LegalEntityId && p.IsActive)
            .Include(p => p.Taxes).Include(p => p.Accounts).AsSplitQuery().OrderBy(p => p.Code).ToListAsync(ct);
        var terms = await db.PaymentTerms.AsNoTracking().Where(t => t.IsActive).OrderBy(t => t.Code).Select(t => new Choice(t.Id, t.Code, t.Name)).ToListAsync(ct);
        var accounts = await db.GlAccounts.AsNoTracking()
            .Where(a => a.LegalEntityId == input.LegalEntityId && a.IsActive && a.Kind == GlAccountKind.Income)
            .OrderBy(a => a.Number).Select(a => new Choice(a.Id, a.Number, a.Name)).ToListAsync(ct);
        var account = await db.Clients.Where(c => c.Id == input.ClientId && c.LegalEntityId == input.LegalEntityId).Select(c => c.DefaultGlAccountId).SingleOrDefaultAsync(ct);
        var usualTax = await db.Products.Where(p => p.LegalEntityId == input.LegalEntityId && p.IsActive && p.TaxCodeId != null)
            .GroupBy(p => p.TaxCodeId).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstOrDefaultAsync(ct);
        return new Choices(taxes, codes, positions, terms, accounts, account ?? (accounts.Count == 0 ? null : accounts[0].Id), usualTax ?? codes.FirstOrDefault()?.Id,
            await ClientSites.ChoicesAsync(db, input.ClientId, input.SiteId is { } site ? [site] : [], ct));
    }
}
