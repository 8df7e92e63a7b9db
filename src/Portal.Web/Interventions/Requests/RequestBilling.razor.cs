using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Interventions.Requests;

/// <summary>What is to bill of a request. A line saves when a field of it is left; what went to a quote or an invoice stays as it is and says where it is.</summary>
public sealed partial class RequestBilling(
    SaveRequestLines save, ShowRequestChoices showChoices, FindQuoteProducts products, ICurrentUser user, IStringLocalizer<InterventionsPages> T) : IDisposable
{
    private readonly FormState form = new(null);
    private readonly SemaphoreSlim oneSave = new(1, 1);
    private List<BillingRow> rows = [];
    private List<RequestLineFields> kept = [];
    private IReadOnlyList<FindQuoteProducts.Found> found = [];
    private ShowRequestChoices.Choices? choices;
    private long? positionId;
    private int version;
    private int picked;
    private bool saving;

    [Parameter, EditorRequired]
    public RequestView View { get; set; } = default!;

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private bool CanEdit => user.Has(Permissions.InterventionsEdit);

    private TaxedTotals Totals => TaxCalculation.Calculate([.. rows.Select(r => (r.Fields.Net, choices!.Taxes.Find(r.Fields.TaxCodeId)))], View.Today);

    private FiscalPosition? Position => choices?.Positions.FirstOrDefault(p => p.Id == positionId);

    public void Dispose() => oneSave.Dispose();

    protected override async Task OnInitializedAsync()
    {
        Take();
        choices = (await showChoices.RunAsync(new ShowRequestChoices.Input(View.ClientId, View.LegalEntityId), default)).TryGet(out var all) ? all : null;
    }

    /// <summary>What is typed stays while only other things of the request changed; lines that somebody else changed are shown as they are now.</summary>
    protected override void OnParametersSet()
    {
        if (View.Version <= version)
        {
            return;
        }

        if (View.Head.FiscalPositionId == positionId && View.Lines.Select(l => l.Fields).SequenceEqual(kept))
        {
            version = View.Version;
        }
        else
        {
            Take();
        }
    }

    private void Take()
    {
        rows = [.. View.Lines.Select(l => new BillingRow(l.Fields with { }, l))];
        kept = [.. View.Lines.Select(l => l.Fields with { })];
        (positionId, version) = (View.Head.FiscalPositionId, View.Version);
        form.Result = null;
    }

    private async Task SaveAsync()
    {
        if (!CanEdit)
        {
            return;
        }

        await oneSave.WaitAsync();
        var done = false;
        try
        {
            saving = true;
            StateHasChanged();
            var wanted = rows.Where(r => !r.Fields.IsBlank).ToList();
            var result = await save.RunAsync(new SaveRequestLines.Input(View.Id, version, positionId, [.. wanted.Select(r => r.Fields with { })]), default);
            form.Result = result;
            if (result.TryGet(out var saved))
            {
                done = true;
                version = saved.Version;
                for (var i = 0; i < wanted.Count; i++)
                {
                    wanted[i].Fields.Id = saved.Lines[i];
                }

                kept = [.. wanted.Select(r => r.Fields with { })];
            }
        }
        finally
        {
            saving = false;
            oneSave.Release();
            StateHasChanged();
        }

        if (done)
        {
            await OnChanged.InvokeAsync();
        }
    }

    private Task ChangePositionAsync(long? id)
    {
        positionId = id;
        foreach (var row in rows.Where(r => !r.IsFixed))
        {
            (row.Fields.TaxCodeId, row.Fields.GlAccountId) = (Position?.TaxCodeFor(row.Fields.TaxCodeId) ?? row.Fields.TaxCodeId, Position?.AccountFor(row.Fields.GlAccountId) ?? row.Fields.GlAccountId);
        }

        return SaveAsync();
    }

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
        rows.Add(NewRow(product.TaxCodeId, product.GlAccountId, new RequestLineFields { ProductId = product.Id, Description = product.Name, Unit = product.Unit, UnitPrice = product.UnitPrice }));
        return SaveAsync();
    }

    private void AddText() => rows.Add(NewRow(null, null, new RequestLineFields()));

    private BillingRow NewRow(long? tax, long? account, RequestLineFields fields)
    {
        (tax, account) = (tax ?? choices!.DefaultTaxCodeId, account ?? choices!.DefaultGlAccountId);
        return new BillingRow(fields with { TaxCodeId = Position is null ? tax : Position.TaxCodeFor(tax), GlAccountId = Position is null ? account : Position.AccountFor(account) }, null);
    }

    private async Task ReloadAsync()
    {
        await OnChanged.InvokeAsync();
        Take();
    }

    private Task RemoveAsync(BillingRow row) => rows.Remove(row) ? SaveAsync() : Task.CompletedTask;
}

/// <summary>A line while it is shown and edited.</summary>
/// <param name="fields">What is typed.</param>
/// <param name="saved">As it was read; null for a new one.</param>
public sealed class BillingRow(RequestLineFields fields, RequestLineRow? saved)
{
    public RequestLineFields Fields { get; } = fields;

    public RequestLineRow? Saved { get; } = saved;

    public bool IsFixed => Saved is { IsFixed: true };
}
