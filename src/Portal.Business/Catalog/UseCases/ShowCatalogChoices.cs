using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>The short lists that forms choose from, of one legal entity: active records only, and those that are chosen already.</summary>
public sealed class ShowCatalogChoices(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    private const int Most = 500;

    public sealed record Input(long LegalEntityId, IReadOnlyList<long>? Chosen = null);

    public sealed record Choice(long Id, string Code, LocalText Name)
    {
        public string In(string language) => $"{Code} · {Name.In(language)}";
    }

    public sealed record Choices(
        IReadOnlyList<Choice> TaxCodes, IReadOnlyList<Choice> GlAccounts, IReadOnlyList<Choice> FiscalPositions, IReadOnlyList<Choice> PaymentTerms,
        IReadOnlyList<Choice> Journals);

    public async Task<Result<Choices>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var (entity, chosen) = (input.LegalEntityId, input.Chosen ?? []);
        return new Choices(
            await Take(db.TaxCodes.Where(r => r.LegalEntityId == entity && (r.IsActive || chosen.Contains(r.Id))).Select(r => new Choice(r.Id, r.Code, r.Name)), ct),
            await Take(db.GlAccounts.Where(r => r.LegalEntityId == entity && (r.IsActive || chosen.Contains(r.Id))).Select(r => new Choice(r.Id, r.Number, r.Name)), ct),
            await Take(db.FiscalPositions.Where(r => r.LegalEntityId == entity && (r.IsActive || chosen.Contains(r.Id))).Select(r => new Choice(r.Id, r.Code, r.Name)), ct),
            await Take(db.PaymentTerms.Where(r => r.IsActive || chosen.Contains(r.Id)).Select(r => new Choice(r.Id, r.Code, r.Name)), ct),
            await Take(db.Journals.Where(r => r.LegalEntityId == entity && (r.IsActive || chosen.Contains(r.Id))).Select(r => new Choice(r.Id, r.Code, r.Name)), ct));
    }

    private static async Task<IReadOnlyList<Choice>> Take(IQueryable<Choice> choices, CancellationToken ct) =>
        [.. (await choices.Take(Most).ToListAsync(ct)).OrderBy(c => c.Code, StringComparer.Ordinal)];
}
