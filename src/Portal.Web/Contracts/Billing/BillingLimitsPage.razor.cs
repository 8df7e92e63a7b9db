using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Contracts.Billing;

/// <summary>What a billing run may do without a person: of every client of a company, of one client, of one contract.</summary>
public sealed partial class BillingLimitsPage(
    ShowBillingLimit showing, SaveBillingLimit saving, BillingLimitList list, Toasts toasts, ICurrentUser user, IStringLocalizer<ContractBillingPages> T)
{
    private DataTable<ListBillingLimits.Row>? table;
    private ShowBillingLimit.Shown? shown;
    private ListBillingLimits.Row? edited;
    private Refusal? refused;
    private Dictionary<string, string> ofCompany = [];
    private long entityId;
    private decimal? change;
    private decimal? most;
    private int? total;
    private bool open;

    [SupplyParameterFromQuery(Name = "company")]
    public long? Company { get; set; }

    private RenderFragment<ListSelection<ListBillingLimits.Row>> Actions => selection => builder =>
    {
        builder.OpenComponent<BillingLimitActions>(0);
        builder.AddComponentParameter(1, nameof(BillingLimitActions.Rows), selection.Rows);
        builder.AddComponentParameter(2, nameof(BillingLimitActions.LegalEntityId), entityId);
        builder.AddComponentParameter(3, nameof(BillingLimitActions.OnEdit), EventCallback.Factory.Create<ListBillingLimits.Row>(this, Edit));
        builder.AddComponentParameter(4, nameof(BillingLimitActions.OnDone), EventCallback.Factory.Create(this, DoneAsync));
        builder.CloseComponent();
    };

    internal static int? Whole(decimal? number) => number is { } n ? (int)Math.Clamp(decimal.Truncate(n), -1, 1_000_000) : null;

    protected override Task OnParametersSetAsync() => Company is { } id && id != entityId ? LoadAsync(id) : Task.CompletedTask;

    private async Task LoadAsync(long id)
    {
        var result = await showing.RunAsync(id, default);
        if (id != (Company ?? id))
        {
            return;
        }

        (shown, refused, entityId, ofCompany) = (result.TryGet(out var found) ? found : null, result.Refusal, id, BillingLimitList.Of(id));
        (change, most) = (shown?.LargestChangePercent, shown?.MostInvoicesPerDay);
    }

    private void Add() => (edited, open) = (null, true);

    private void Edit(ListBillingLimits.Row row) => (edited, open) = (row, true);

    private Task DoneAsync()
    {
        open = false;
        return table?.ReloadAsync() ?? Task.CompletedTask;
    }

    private async Task<Result> SaveAsync()
    {
        var result = await saving.RunAsync(new(entityId, null, shown!.Version, change, Whole(most)), default);
        if (result.Succeeded)
        {
            toasts.Say(T["Saved"]);
            await LoadAsync(entityId);
        }

        return result;
    }
}
