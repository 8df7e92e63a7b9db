using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;

namespace Portal.Web.Interventions.Requests;

public sealed partial class RequestPage(ShowRequest show, IStringLocalizer<InterventionsPages> T, IStringLocalizer<InterventionsText> Texts)
{
    private RequestView? view;
    private Refusal? refusal;

    [Parameter]
    public long Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    private string? Tab { get; set; }

    private string Current => Tab is "equipment" or "history" or "billing" ? Tab : "description";

    /// <summary>The steps of a request's life; one that is planned in part shows so.</summary>
    private IReadOnlyList<string> Steps => view!.Status == RequestStatus.Cancelled
        ? [Texts["RequestStatus.Draft"], Texts["RequestStatus.Cancelled"]]
        : [
            Texts["RequestStatus.Draft"], Texts["RequestStatus.ToPlan"], Texts[$"RequestStatus.{(view.Status == RequestStatus.PartlyPlanned ? view.Status : RequestStatus.Planned)}"],
            Texts["RequestStatus.InProgress"], Texts["RequestStatus.Done"],
        ];

    private int CurrentStep => view!.Status switch
    {
        RequestStatus.Draft => 0,
        RequestStatus.ToPlan or RequestStatus.Cancelled => 1,
        RequestStatus.PartlyPlanned or RequestStatus.Planned => 2,
        RequestStatus.InProgress => 3,
        _ => 4,
    };

    protected override Task OnParametersSetAsync() => view?.Id == Id ? Task.CompletedTask : LoadAsync();

    private static string Count(int count) => Formats.Current.Quantity(count);

    private async Task LoadAsync()
    {
        var result = await show.RunAsync(new ShowRequest.Input(Id), default);
        refusal = result.Refusal;
        view = result.TryGet(out var found) ? found : null;
    }
}
