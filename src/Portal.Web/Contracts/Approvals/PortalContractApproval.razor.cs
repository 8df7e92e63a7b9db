using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Contracts.UseCases;
using Portal.Web.PersonalLinks;

namespace Portal.Web.Contracts.Approvals;

/// <summary>A contract that waits for an answer in the client portal: the same form as behind the personal link, answered by who is signed in.</summary>
public sealed partial class PortalContractApproval(
    ShowContractToClient show, ApproveContract approve, RefuseContract refuse, NavigationManager navigation, ICurrentUser User, IStringLocalizer<ContractApprovalPages> T)
{
    private PublicContract? contract;
    private AnswerForm? posted;
    private Result? opened;
    private Result? result;

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    /// <summary>Set by the redirect after an answer.</summary>
    [SupplyParameterFromQuery(Name = "answered")]
    private string? Answered { get; set; }

    private PortalCompany? Company => contract is null ? null : PortalCompany.Of(contract.Seller);

    protected override async Task OnInitializedAsync()
    {
        var shown = await show.RunAsync(Id, Context.RequestAborted);
        opened = shown;
        contract = shown.TryGet(out var found) ? found : null;
        if (contract is null)
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task SubmitAsync()
    {
        if (contract is not { CanAnswer: true })
        {
            navigation.NavigateTo(AnswerForm.After($"/portal/contracts/{Id}/approval", now: false));
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
            ? await refuse.RunAsync(new RefuseContract.Input(Id, null, given), CancellationToken.None)
            : await approve.RunAsync(new ApproveContract.Input(Id, null, given), CancellationToken.None);
        if (result.Succeeded || result.Refusal is { Kind: RefusalKind.Conflict })
        {
            navigation.NavigateTo(AnswerForm.After($"/portal/contracts/{Id}/approval", result.Succeeded));
        }
    }
}
