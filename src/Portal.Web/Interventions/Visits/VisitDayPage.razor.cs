using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;

namespace Portal.Web.Interventions.Visits;

/// <summary>
/// A visit on the phone of the one who does it: plain forms that work without a script and survive being sent twice. With the script,
/// the report saves itself and photos are sent in the background.
/// </summary>
public sealed partial class VisitDayPage(ShowVisit show, PickProducts products, VisitPresses presses, IStringLocalizer<VisitPages> T)
{
    private readonly Guid key = Guid.NewGuid();
    private VisitView? visit;
    private Refusal? refusal;
    private Result? result;
    private string? said;
    private string? typed;
    private VisitForm? paying;
    private VisitForm? finishing;
    private string? ordered;
    private Dictionary<string, TypedAnswer>? answers;
    private string? signer;
    private string? search;
    private IReadOnlyList<PickProducts.Row>? found;

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    protected override Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        return ShowAsync();
    }

    private async Task ShowAsync()
    {
        var shown = await show.RunAsync(Id, Context.RequestAborted);
        (visit, refusal) = (shown.TryGet(out var there) ? there : null, shown.Refusal);
        if (refusal is { Kind: RefusalKind.NotFound })
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task SubmitAsync()
    {
        if (visit is null)
        {
            return;
        }

        var form = await VisitForm.ReadAsync(Context.Request, CancellationToken.None);
        (search, signer) = (form["find"], form["signer"]);
        result = await presses.KeepAsync(visit, form, CancellationToken.None);
        if (result.Succeeded)
        {
            result = await presses.PressAsync(visit, form, CancellationToken.None);
        }
        else
        {
            (typed, answers) = (form["report"], form.Answers());
        }

        paying = form.Fields.ContainsKey("amount") && !(form.What == "pay" && result.Succeeded) ? form : null;
        finishing = form.Fields.ContainsKey(VisitForm.LeftToDo) ? form : null;
        ordered = form.Fields.ContainsKey(VisitOrder.Field) && !(form.What is "invoice" or "proforma" or "attach" or "issue" && result.Succeeded) ? form[VisitOrder.Field] : null;
        said = result.Succeeded && form.What is not ("save" or "find") ? T["Done." + form.What].Value : null;
        await ShowAsync();
        if (form.What == "find" && visit is not null)
        {
            var picked = await products.RunAsync(new PickProducts.Input(visit.LegalEntityId, search, 0, 8), CancellationToken.None);
            (found, result) = (picked.TryGet(out var rows) ? rows : [], result.Succeeded ? picked : result);
        }
    }
}
