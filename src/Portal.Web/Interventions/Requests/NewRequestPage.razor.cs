using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Interventions.Requests;

/// <summary>A request for a client, perhaps in a job or about a piece of equipment that one came from.</summary>
public sealed partial class NewRequestPage(
    CreateRequest create, ShowRequestChoices showChoices, FindClientsForWork clients, FindForRequestFilter find, NavigationManager navigation, IStringLocalizer<InterventionsPages> T)
{
    private readonly RequestInput input = new();
    private ShowRequestChoices.Choices? choices;
    private long? clientId;
    private string? clientName;
    private string? jobNumber;
    private long? technicianId;
    private LeaveGuard? guard;

    [SupplyParameterFromQuery(Name = "client")]
    private long? FromClient { get; set; }

    [SupplyParameterFromQuery(Name = "job")]
    private long? FromJob { get; set; }

    [SupplyParameterFromQuery(Name = "equipment")]
    private long? FromEquipment { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (await clients.FindAsync(FromClient, default) is { } client)
        {
            clientName = client.Name;
            await ChooseClientAsync(client.Id);
            if (FromEquipment is { } equipment)
            {
                input.Equipment.Add(equipment);
                input.SiteId = choices?.Equipment.FirstOrDefault(e => e.Id == equipment)?.SiteId;
            }
        }

        if (FromJob is { } job && (await find.RunAsync(
            new FindForRequestFilter.Input(FindForRequestFilter.Subject.Job, Value: job.ToString(System.Globalization.CultureInfo.InvariantCulture), Take: 1), default)).TryGet(out var jobs) && jobs is [var folder, ..])
        {
            jobNumber = $"{folder.Text} {folder.Detail}";
        }
    }

    /// <summary>What was typed stays; what belongs to the other client does not.</summary>
    private async Task ChooseClientAsync(long? id)
    {
        clientId = id;
        choices = id is { } chosen && (await showChoices.RunAsync(new ShowRequestChoices.Input(chosen), default)).TryGet(out var found) ? found : null;
        (input.SiteId, input.ContactId, input.TaskTypeId, technicianId) = (null, null, null, null);
        input.FiscalPositionId = choices?.FiscalPositionId;
        input.Equipment.Clear();
    }

    private async Task<Result> SaveAsync()
    {
        var assignment = technicianId is null ? null : new RequestAssignment(null, null, technicianId);
        var result = await create.RunAsync(
            new CreateRequest.Input(clientId ?? 0, jobNumber is null ? null : FromJob, input.ToHead(), [.. input.Equipment], assignment), default);
        if (result.TryGet(out var id))
        {
            guard?.Saved();
            navigation.NavigateTo($"/requests/{id}");
        }

        return result;
    }
}
