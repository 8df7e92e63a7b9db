using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Quotes.UseCases;

/// <summary>Products to put on a line, by code or name, in the document's language.</summary>
public sealed class FindQuoteProducts(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long LegalEntityId, string Text, string Language, PageRequest Page);

    public sealed record Found(long Id, string Code, string Name, string Unit, decimal UnitPrice, long? TaxCodeId, long? GlAccountId, bool BillsDelivered = false);

    public async Task<Result<Page<Found>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.QuotesEdit) && !user.Has(Permissions.JobsEdit) && !user.Has(Permissions.InterventionsEdit) && !user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var products = db.Products.AsNoTracking().Matching(p => p.SearchKey, input.Text)
            .Where(p => p.LegalEntityId == input.LegalEntityId && p.IsActive);
        var total = await products.CountAsync(ct);
        var page = await products.OrderBy(p => p.Code).ThenBy(p => p.Id).Skip(input.Page.Skip).Take(input.Page.Take).ToListAsync(ct);
        return new Page<Found>(
            [.. page.Select(p => new Found(p.Id, p.Code, p.Name.In(input.Language), p.Unit.In(input.Language), p.UnitPrice, p.TaxCodeId, p.GlAccountId, p.Hours is { Policy: HoursPolicy.Delivered }))], total);
    }
}
