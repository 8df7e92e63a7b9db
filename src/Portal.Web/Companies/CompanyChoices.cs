using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Companies;
using Portal.Business.Companies.UseCases;

namespace Portal.Web.Companies;

/// <summary>Choices that several forms offer.</summary>
public sealed class CompanyChoices(ListLegalEntities entities, IStringLocalizer<CompaniesText> texts)
{
    private IReadOnlyList<ListLegalEntities.Row>? loaded;

    public IReadOnlyList<(string Value, string Text)> Languages => [.. DocumentLanguages.All.Select(l => (l, texts["Language." + l].Value))];

    public IReadOnlyList<(string Value, string Text)> CurrencyOptions => [.. Currencies.All.Select(c => (c, texts["Currency." + c].Value))];

    /// <summary>What was loaded last, for what can't wait; empty before.</summary>
    public IReadOnlyList<ListLegalEntities.Row> Loaded => loaded ?? [];

    /// <summary>The companies of ours that are active.</summary>
    public async Task<IReadOnlyList<ListLegalEntities.Row>> EntitiesAsync(CancellationToken ct = default) =>
        loaded = (await entities.RunAsync(true, ct)).TryGet(out var rows) ? rows : [];

    public static IReadOnlyList<(long Value, string Text)> Options(IEnumerable<ListLegalEntities.Row> rows) => [.. rows.Select(e => (e.Id, e.Name))];

    public static IReadOnlyList<(string Value, string Text)> FilterOptions(IEnumerable<ListLegalEntities.Row> rows) =>
        [.. rows.Select(e => (e.Id.ToString(CultureInfo.InvariantCulture), e.Name))];
}
