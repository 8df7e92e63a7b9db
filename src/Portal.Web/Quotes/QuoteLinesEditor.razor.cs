using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Quotes;

/// <summary>The lines of a draft as a grid: products and free text, in any order, fixed or optional.</summary>
public sealed partial class QuoteLinesEditor(FindQuoteProducts products, IStringLocalizer<QuotesPages> T)
{
    private IReadOnlyList<FindQuoteProducts.Found> found = [];
    private bool accounts;
    private int picked;

    [Parameter, EditorRequired]
    public QuoteDraftFields Fields { get; set; } = default!;

    [Parameter, EditorRequired]
    public QuoteView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public ShowQuoteChoices.Choices Choices { get; set; } = default!;

    [Parameter, EditorRequired]
    public Func<Task> OnChanged { get; set; } = default!;

    private IReadOnlyList<(long?, string)> TaxCodes => [.. Choices.TaxCodes.Select(c => ((long?)c.Id, c.Name.In(Formats.Current.Culture.Name)))];

    private IReadOnlyList<(long?, string)> Accounts => [.. Choices.Accounts.Select(a => ((long?)a.Id, $"{a.Code} {a.Name.In(Formats.Current.Culture.Name)}"))];

    /// <summary>The account stands under the tax: side by side they are wider than the page.</summary>
    private string TaxLabel => accounts ? $"{T["Tax"]} · {T["Account"]}" : T["Tax"];

    private static int Rows(string description) => Math.Clamp(description.Count(c => c == '\n') + 1 + (description.Length / 60), 1, 6);

    /// <summary>Names a field by its line, for those who don't see the table.</summary>
    private string Of(string key, int at) => T["OnLine", T[key], at + 1];

    private async Task<IReadOnlyList<Choice<long?>>> FindAsync(ChoiceRequest request, CancellationToken ct)
    {
        var result = await products.RunAsync(
            new FindQuoteProducts.Input(View.LegalEntityId, request.Text, View.Language, request.Page), ct);
        if (!result.TryGet(out var page))
        {
            return [];
        }

        found = request.Skip == 0 ? page.Rows : [.. found, .. page.Rows];
        return [.. page.Rows.Select(p => new Choice<long?>(p.Id, p.Name, $"{p.Code} · {Formats.Current.Amount(p.UnitPrice, View.Currency)}"))];
    }

    private Task AddProductAsync(Choice<long?>? choice)
    {
        if (found.FirstOrDefault(p => p.Id == choice?.Value) is not { } product)
        {
            return Task.CompletedTask;
        }

        picked++;
        var position = Choices.Positions.FirstOrDefault(p => p.Id == Fields.FiscalPositionId);
        var (tax, account) = (product.TaxCodeId ?? Choices.DefaultTaxCodeId, product.GlAccountId ?? Choices.DefaultGlAccountId);
        Fields.Lines.Add(new QuoteLineFields
        {
            ProductId = product.Id,
            Description = product.Name,
            Unit = product.Unit,
            UnitPrice = product.UnitPrice,
            BillsDelivered = product.BillsDelivered,
            TaxCodeId = position is null ? tax : position.TaxCodeFor(tax),
            GlAccountId = position is null ? account : position.AccountFor(account),
        });
        return OnChanged();
    }

    private Task AddTextAsync()
    {
        var position = Choices.Positions.FirstOrDefault(p => p.Id == Fields.FiscalPositionId);
        var (tax, account) = (Choices.DefaultTaxCodeId, Choices.DefaultGlAccountId);
        Fields.Lines.Add(new QuoteLineFields
        {
            TaxCodeId = position is null ? tax : position.TaxCodeFor(tax),
            GlAccountId = position is null ? account : position.AccountFor(account),
        });
        return Task.CompletedTask;
    }

    private Task TickAsync(QuoteLineFields line, bool optional)
    {
        line.IsOptional = optional;
        return OnChanged();
    }

    private Task MoveAsync(RowMove move) => move.Apply(Fields.Lines) ? OnChanged() : Task.CompletedTask;

    /// <summary>The line, not its place: that is another one's by the second press of a double click.</summary>
    private Task MoveAsync(QuoteLineFields line, int by)
    {
        var at = Fields.Lines.PlaceOf(line);
        return MoveAsync(new RowMove(at, at + by));
    }

    private Task RemoveAsync(QuoteLineFields line) => Fields.Lines.TakeOut(line) ? OnChanged() : Task.CompletedTask;
}
