using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.UseCases;

namespace Portal.Web.Contracts;

/// <summary>Other prices, quantities, taxes, sites or visits of some lines from a day on. What is left empty stays as it is.</summary>
public sealed partial class AmendLinesDialog(AmendContractLines amending, PreviewContractAmendment preview, ICurrentUser user)
{
    /// <summary>No site of the client: the work is done at the billing address.</summary>
    private const long NoSite = 0;

    private HashSet<long> chosen = [];
    private ContractLineForm line = new();
    private DateOnly? from;
    private decimal? percent;
    private bool visits;
    private bool ask;
    private bool opened;

    [Parameter, EditorRequired]
    public ContractView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public ShowContractChoices.Choices Choices { get; set; } = default!;

    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    /// <summary>It is to be sent to the client first.</summary>
    [Parameter]
    public EventCallback<OfferedAmendment> OnAsk { get; set; }

    private IReadOnlyList<(long?, string)> Sites => [(NoSite, T["NoSite"].Value), .. Choices.Sites.Select(s => ((long?)s.Id, s.Text))];

    protected override void OnParametersSet()
    {
        if (Open && !opened)
        {
            from = View.BilledThrough is { } through && through >= View.Today ? through.AddDays(1) : View.Today;
            var active = View.Lines.Where(l => l.Line is { Status: ContractLineStatus.Active, EndsOn: null } && !(l.Line.StartsOn >= from)).Select(l => l.Line).ToList();
            var plan = active.Count == 0 ? VisitPlan.None : active[0].Visits;
            chosen = active.Count == 1 ? [active[0].Id] : [];
            (percent, visits, ask) = (null, false, false);
            line = new ContractLineForm { Quantity = null, VisitsPerYear = plan.PerYear, Months = [.. plan.Months], TaskTypeId = plan.TaskTypeId, Minutes = plan.Minutes };
        }

        opened = Open;
    }

    private async Task<Result> AmendAsync()
    {
        if (from is not { } day)
        {
            return Refusal.Invalid("Common.Required").On("From");
        }

        var values = new AmendedValues(
            line.UnitPrice, percent, line.Quantity, line.TaxCodeId, Site: line.SiteId is { } site ? new(site == NoSite ? null : site) : null, Visits: visits ? line.ToValues().Visits : null);
        if (ask)
        {
            var offered = await preview.RunAsync(new PreviewContractAmendment.Input(View.Id, View.Version, new Amendment([.. chosen], day, values)), default);
            if (offered.TryGet(out var amendment))
            {
                await OnAsk.InvokeAsync(amendment);
            }

            return offered;
        }

        var result = await amending.RunAsync(new AmendContractLines.Input(View.Id, View.Version, [.. chosen], day, values), default);
        if (result.Succeeded)
        {
            await OnDone.InvokeAsync();
        }

        return result;
    }
}
