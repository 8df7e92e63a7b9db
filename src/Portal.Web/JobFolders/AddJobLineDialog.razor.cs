using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Kit.Fields;

namespace Portal.Web.JobFolders;

/// <summary>Extra work or a product, ordered in the job without a quote.</summary>
public sealed partial class AddJobLineDialog(AddJobLine add, FindQuoteProducts products, IStringLocalizer<JobFoldersPages> T)
{
    private IReadOnlyList<FindQuoteProducts.Found> found = [];
    private FindQuoteProducts.Found? product;
    private long? productId;
    private string? description = "";
    private decimal? quantity = 1;
    private string? unit = "";
    private decimal? price;

    [Parameter, EditorRequired]
    public JobView View { get; set; } = default!;

    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnAdded { get; set; }

    protected override void OnParametersSet()
    {
        if (!Open)
        {
            (product, productId, description, quantity, unit, price) = (null, null, "", 1, "", null);
        }
    }

    private async Task<IReadOnlyList<Choice<long?>>> FindAsync(ChoiceRequest request, CancellationToken ct)
    {
        var result = await products.RunAsync(
            new FindQuoteProducts.Input(View.LegalEntityId, request.Text, View.Language, request.Page), ct);
        found = result.TryGet(out var page) ? page.Rows : [];
        return [.. found.Select(p => new Choice<long?>(p.Id, p.Name, $"{p.Code} · {Formats.Current.Amount(p.UnitPrice, View.Currency)}"))];
    }

    private void Take(Choice<long?>? choice)
    {
        product = found.FirstOrDefault(p => p.Id == choice?.Value);
        if (product is not null)
        {
            (description, unit, price) = (product.Name, product.Unit, product.UnitPrice);
        }
    }

    private async Task<Result> AddAsync()
    {
        var result = await add.RunAsync(
            new AddJobLine.Input(
                View.Id, View.Version, product?.Id, description ?? "", quantity ?? 0, unit ?? "", price ?? 0, 0, product?.TaxCodeId, product?.GlAccountId,
                View.PurchaseOrder),
            default);
        if (result.Succeeded)
        {
            await OnAdded.InvokeAsync();
        }

        return result;
    }
}
