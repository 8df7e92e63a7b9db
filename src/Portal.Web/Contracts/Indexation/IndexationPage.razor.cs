using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Contracts.Indexation;

/// <summary>Choose a day, a rule and contracts; see what would change; apply exactly that.</summary>
public sealed partial class IndexationPage(
    PreviewIndexation preview, ApplyIndexation apply, ShowRenewalSettings settings, NavigationManager navigation, Toasts toasts, TimeProvider clock, ScreenTime time,
    IStringLocalizer<IndexationPages> T, IStringLocalizer<ContractsText> Texts)
{
    private const int PageSize = 50;

    private long entityId;
    private DateOnly? from;
    private DateOnly? valuesOn;
    private BillingFrequency? frequency;
    private string? search;
    private long? contractId;
    private IndexationRuleFields rule = new();
    private PreviewIndexation.Shown? shown;
    private IndexationWish? wish;
    private bool leftOut;
    private Guid key;

    [SupplyParameterFromQuery(Name = "company")]
    public long? Company { get; set; }

    [SupplyParameterFromQuery(Name = "contract")]
    public long? ContractQuery { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? FromQuery { get; set; }

    private IReadOnlyList<(BillingFrequency? Value, string Text)> Frequencies =>
        [.. Enum.GetValues<BillingFrequency>().Select(f => ((BillingFrequency?)f, Texts[$"BillingFrequency.{f}"].Value))];

    protected override Task OnParametersSetAsync() => Company is { } id && id != entityId ? LoadAsync(id) : Task.CompletedTask;

    private async Task LoadAsync(long id)
    {
        var proposed = (await settings.RunAsync(id, default)).TryGet(out var found) ? found.Rule : null;
        if (id != (Company ?? id))
        {
            return;
        }

        var today = time.Today(clock);
        (entityId, shown, rule, contractId) = (id, null, IndexationRuleFields.Of(proposed), ContractQuery);
        from = AddressPart.Day(FromQuery) ?? new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        valuesOn = null;
    }

    private async Task<Result> PreviewAsync()
    {
        if (from is not { } day)
        {
            return Refusal.Invalid("Common.Required").On("From");
        }

        wish = new IndexationWish(entityId, day, valuesOn ?? day, rule.ToRule(), new IndexationScope(null, contractId, frequency, search ?? ""));
        (leftOut, key) = (false, Guid.NewGuid());
        return await ReadAsync(1);
    }

    private Task ShowPageAsync(int number) => ReadAsync(number);

    private Task ShowLeftOutAsync(bool on)
    {
        leftOut = on;
        return ReadAsync(1);
    }

    private async Task<Result> ReadAsync(int number)
    {
        var result = await preview.RunAsync(new(wish!, new PageRequest(number, PageSize), leftOut), default);
        shown = result.Succeeded ? result.Value : null;
        return result;
    }

    private async Task<Result> ApplyAsync()
    {
        var result = await apply.RunAsync(new(key, wish!, shown!.Lines, shown.NewNet), default);
        if (result.TryGet(out var done))
        {
            toasts.Say(done.Skipped == 0 ? T["AppliedToast", done.Lines] : T["AppliedSkippedToast", done.Lines, done.Skipped]);
            navigation.NavigateTo("/contracts/indexation/history");
        }

        return result;
    }
}
