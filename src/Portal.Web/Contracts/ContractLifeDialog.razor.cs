using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Contracts;

/// <summary>Asks for the day, and where needed the reason, of a pause, a resumption, an end or a copy.</summary>
public sealed partial class ContractLifeDialog(
    PauseContract pause, ResumeContract resume, EndContract end, DuplicateContract duplicate,
    NavigationManager navigation, IStringLocalizer<ContractsPages> T)
{
    private ContractAsk opened;
    private DateOnly? on;
    private string? reason = "";
    private Guid copyKey;
    private VisitsToCallOff? visits;

    [Parameter, EditorRequired]
    public ContractView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public ContractAsk Asked { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    private string? Hint => View.BilledThrough is { } through && Asked is ContractAsk.Pause or ContractAsk.End ? T[View.ThroughIsSkipped ? "SettledThroughHint" : "BilledThroughHint", Formats.Current.Date(through)].Value : null;

    /// <summary>Visits that are planned on days that the contract is about to lose.</summary>
    private IReadOnlyList<PlannedContractVisit> Affected =>
    [
        .. View.PlannedVisits.Where(v => !v.IsOutside && Asked switch { ContractAsk.End => v.On > on, ContractAsk.Pause => v.On >= on, _ => false }),
    ];

    protected override void OnParametersSet()
    {
        if (Asked != opened)
        {
            var open = View.BilledThrough is { } through && through >= View.Today ? through : View.Today;
            on = Asked switch
            {
                ContractAsk.Pause => open == View.Today ? open : open.AddDays(1),
                ContractAsk.End => View.Period.To,
                _ => View.Today,
            };
            (opened, reason, copyKey) = (Asked, "", Guid.NewGuid());
        }
    }

    private async Task<Result> RunAsync()
    {
        if (on is not { } day)
        {
            return Refusal.Invalid("Common.Required").On(Asked switch { ContractAsk.Pause => "From", ContractAsk.Duplicate => "StartsOn", _ => "On" });
        }

        if (Asked == ContractAsk.Duplicate)
        {
            var copied = await duplicate.RunAsync(new DuplicateContract.Input(copyKey, View.Id, day), default);
            if (copied.TryGet(out var id))
            {
                await OnClose.InvokeAsync();
                navigation.NavigateTo($"/contracts/{id}");
            }

            return copied;
        }

        var result = Asked switch
        {
            ContractAsk.Pause => await pause.RunAsync(new PauseContract.Input(View.Id, View.Version, day, reason ?? ""), default),
            ContractAsk.Resume => await resume.RunAsync(new ResumeContract.Input(View.Id, View.Version, day), default),
            _ => await end.RunAsync(new EndContract.Input(View.Id, View.Version, day, reason ?? ""), default),
        };
        if (result.Succeeded)
        {
            await (visits?.RunAsync() ?? Task.CompletedTask);
            await OnDone.InvokeAsync();
        }

        return result;
    }
}
