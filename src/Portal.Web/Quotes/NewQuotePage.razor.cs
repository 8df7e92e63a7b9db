using Microsoft.AspNetCore.Components;
using Portal.Business.Common;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Quotes;

public sealed partial class NewQuotePage(CreateQuote create, FindClientsForWork clients, ShowJob jobs, NavigationManager navigation)
{
    private long? clientId;
    private string? clientName;
    private long? sellerId;
    private string? jobNumber;
    private string? title = "";
    private LeaveGuard? guard;

    [SupplyParameterFromQuery(Name = "client")]
    private long? FromClient { get; set; }

    [SupplyParameterFromQuery(Name = "job")]
    private long? FromJob { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (FromJob is { } job && (await jobs.RunAsync(new ShowJob.Input(job), default)).TryGet(out var view))
        {
            (clientId, clientName, jobNumber, title) = (view.ClientId, view.ClientName, view.Number, view.Name);
        }
        else if (await clients.FindAsync(FromClient, default) is { } known)
        {
            (clientId, clientName) = (known.Id, known.Name);
        }
    }

    private async Task<Result> SaveAsync()
    {
        if (clientId is not { } client)
        {
            return Refusal.Invalid("Common.Required").On("ClientId");
        }

        var result = await create.RunAsync(new CreateQuote.Input(client, FromJob, title ?? "", FromJob is null ? sellerId : null), default);
        if (result.TryGet(out var id))
        {
            guard?.Saved();
            navigation.NavigateTo($"/quotes/{id}");
        }

        return result;
    }
}
