using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Contracts.UseCases;
using Portal.Web.PersonalLinks;

namespace Portal.Web.Contracts.Approvals;

/// <summary>The contract for whoever holds its link. A plain form: everything works without a script; with one, a signature can be drawn.</summary>
public sealed partial class PublicContractPage(
    OpenContractByLink open, ApproveContract approve, RefuseContract refuse, NavigationManager navigation, IStringLocalizer<ContractApprovalPages> T)
{
    private PublicContract? contract;
    private Refusal? refusal;
    private AnswerForm? posted;
    private Result? result;

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [Parameter]
    public string Secret { get; set; } = "";

    /// <summary>Set by the redirect after an answer.</summary>
    [SupplyParameterFromQuery(Name = "answered")]
    private string? Answered { get; set; }

    protected override async Task OnInitializedAsync()
    {
        AnswerForm.KeepPrivate(Context);
        var opened = Secret.Length > AnswerForm.LongestSecret
            ? Refusal.Invalid("PersonalLinks.Unknown")
            : await open.RunAsync(new OpenContractByLink.Input(Secret), Context.RequestAborted);
        refusal = opened.Refusal;
        contract = opened.TryGet(out var found) ? found : null;
        if (refusal is not null)
        {
            AnswerForm.Gone(Context);
        }
    }

    private async Task SubmitAsync()
    {
        if (contract is not { CanAnswer: true } open)
        {
            navigation.NavigateTo(AnswerForm.After($"/c/{Secret}", now: false));
            return;
        }

        if (AnswerForm.Of(Context.Request) is not { Action: "approve" or "refuse" } form)
        {
            return;
        }

        posted = form;
        if (!form.Give(Context).TryGet(out var given, out var unreadable))
        {
            result = unreadable;
            return;
        }

        result = form.Action == "refuse"
            ? await refuse.RunAsync(new RefuseContract.Input(open.ContractId, Secret, given), CancellationToken.None)
            : await approve.RunAsync(new ApproveContract.Input(open.ContractId, Secret, given), CancellationToken.None);

        // Answered, by this click or by another: the page shows how it stands, and a reload asks for nothing again.
        if (result.Succeeded || result.Refusal is { Kind: RefusalKind.Conflict })
        {
            navigation.NavigateTo(AnswerForm.After($"/c/{Secret}", result.Succeeded));
        }
    }
}
