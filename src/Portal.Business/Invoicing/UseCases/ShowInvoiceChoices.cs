using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What a proforma can be made of: tax codes with their rates, fiscal positions, terms and income accounts of its legal entity.</summary>
public sealed class ShowInvoiceChoices(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Chosen">Records that are chosen already, active or not.</param>
    public sealed record Input(long LegalEntityId, long ClientId, IReadOnlyList<long>? Chosen = null);

    public sealed record Choice(long Id, string Code, LocalText Name);

    /// <param name="Positions">With what they replace, so that a line is taxed and booked rightly as soon as it is added.</param>
    /// <param name="Sites">Of the client sold to, to deliver to.</param>
    /// <param name="DefaultTaxCodeId">For lines without a product: what most products have.</param>
    /// <param name="DefaultGlAccountId">For lines without a product: the client's account, else the first.</param>
    public sealed record Choices(
        TaxTable Taxes, IReadOnlyList<Choice> TaxCodes, IReadOnlyList<FiscalPosition> Positions, IReadOnlyList<Choice> PaymentTerms,
        IReadOnlyList<Choice> Accounts, long? DefaultTaxCodeId, long? DefaultGlAccountId,
        IReadOnlyList<SiteChoice> Sites, IReadOnlyList<LocalText> Units)
    {
        /// <summary>The units that products are sold in, in a language.</summary>
        public IReadOnlyList<string> UnitsIn(string language) =>
            [.. Units.Select(u => u.In(language)).Where(u => u.Length > 0).Distinct(StringComparer.CurrentCultureIgnoreCase).Order(StringComparer.CurrentCultureIgnoreCase)];

        /// <summary>Tax code and account of a new line, through the fiscal position; what a product lacks is filled by default.</summary>
        public (long? TaxCodeId, long? GlAccountId) For(long? positionId, long? taxCodeId, long? glAccountId)
        {
            var (tax, account) = (taxCodeId ?? DefaultTaxCodeId, glAccountId ?? DefaultGlAccountId);
            return Positions.FirstOrDefault(p => p.Id == positionId) is { } position ? (position.TaxCodeFor(tax), position.AccountFor(account)) : (tax, account);
        }
    }

    public async Task<Result<Choices>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var (entity, chosen) = (input.LegalEntityId, input.Chosen ?? []);
        var codes = await db.TaxCodes.AsNoTracking().Where(c => c.LegalEntityId == entity && (c.IsActive || chosen.Contains(c.Id)))
            .OrderBy(c => c.Code).Select(c => new Choice(c.Id, c.Code, c.Name)).ToListAsync(ct);
        var positions = await db.FiscalPositions.AsNoTracking().Where(p => p.LegalEntityId == entity && (p.IsActive || chosen.Contains(p.Id)))
            .Include(p => p.Taxes).Include(p => p.Accounts).AsSplitQuery().OrderBy(p => p.Code).ToListAsync(ct);
        var terms = await db.PaymentTerms.AsNoTracking().Where(t => t.IsActive || chosen.Contains(t.Id))
            .OrderBy(t => t.Code).Select(t => new Choice(t.Id, t.Code, t.Name)).ToListAsync(ct);
        var accounts = await db.GlAccounts.AsNoTracking()
            .Where(a => a.LegalEntityId == entity && ((a.IsActive && a.Kind == GlAccountKind.Income) || chosen.Contains(a.Id)))
            .OrderBy(a => a.Number).Select(a => new Choice(a.Id, a.Number, a.Name)).ToListAsync(ct);
        var account = await db.Clients.Where(c => c.Id == input.ClientId && c.LegalEntityId == entity).Select(c => c.DefaultGlAccountId).SingleOrDefaultAsync(ct);
        var usualTax = await db.Products.Where(p => p.LegalEntityId == entity && p.IsActive && p.TaxCodeId != null)
            .GroupBy(p => p.TaxCodeId).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstOrDefaultAsync(ct);
        return new Choices(
            await TaxTable.LoadAsync(db, entity, ct), codes, positions, terms, accounts,
            usualTax ?? codes.FirstOrDefault()?.Id, account ?? accounts.FirstOrDefault()?.Id,
            await ClientSites.ChoicesAsync(db, input.ClientId, chosen, ct),
            await db.Products.Where(p => p.LegalEntityId == entity && p.IsActive).Select(p => p.Unit).Distinct().ToListAsync(ct));
    }
}
