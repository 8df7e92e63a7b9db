using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Contracts;

public enum ContractAsk
{
    Nothing,
    Pause,
    Resume,
    End,
    Duplicate,
}

/// <summary>What can be done to a contract in its present state.</summary>
public sealed partial class ContractActions(
    ActivateContractLines activate, ContinueContract @continue, CancelContract cancel, GenerateRequests generate, Dialogs dialogs, Toasts toasts, ICurrentUser User, IStringLocalizer<ContractsPages> T)
{
    private ContractAsk asked;
    private Result? problem;
    private bool positioning;

    [Parameter, EditorRequired]
    public ContractView View { get; set; } = default!;

    [Parameter]
    public ShowContractChoices.Choices? Choices { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private async Task<Result> ActivateAsync()
    {
        var result = await activate.RunAsync(new ActivateContractLines.Input(View.Id, View.Version), default);
        if (result.Succeeded)
        {
            await DoneAsync();
        }

        return result;
    }

    private async Task GenerateAsync()
    {
        var made = await generate.RunAsync(new GenerateRequests.Input(View.Id), default);
        problem = made.Succeeded ? null : made;
        if (made.TryGet(out var count))
        {
            toasts.Say(T[count == 0 ? "NoRequestsMade" : "RequestsMade", count].Value);
            await OnChanged.InvokeAsync();
        }
    }

    private async Task ContinueAsync()
    {
        if (await dialogs.AskAsync(new Question(T["ContinueTitle"], T["ContinueText", View.Contract.Reference], T["Continue"])))
        {
            problem = await @continue.RunAsync(new ContinueContract.Input(View.Id, View.Version), default);
            await OnChanged.InvokeAsync();
        }
    }

    private async Task CancelAsync()
    {
        if (await dialogs.AskAsync(new Question(T["CancelTitle"], T["CancelText", View.Contract.Reference], T["CancelContract"], Danger: true)))
        {
            problem = await cancel.RunAsync(new CancelContract.Input(View.Id, View.Version), default);
            await OnChanged.InvokeAsync();
        }
    }

    private Task DoneAsync()
    {
        (asked, problem, positioning) = (ContractAsk.Nothing, null, false);
        return OnChanged.InvokeAsync();
    }
}
