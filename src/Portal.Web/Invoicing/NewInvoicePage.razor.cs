using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Invoicing;

/// <summary>Starts a proforma: from a job with what is left to invoice of its lines, or empty for a client.</summary>
public sealed partial class NewInvoicePage(
    DraftInvoice draft, PickJobLines pick, ListJobs listJobs, ShowJob showJob, FindClientsForWork clients, NavigationManager navigation,
    IStringLocalizer<InvoicingPages> T)
{
    private const int MostJobs = 50;
    private readonly Dictionary<long, decimal?> quantities = [];
    private Page<ListJobs.Row>? jobs;
    private IReadOnlyList<PickJobLines.Row>? rows;
    private PickJobLines.Row? job;
    private Refusal? refusal;
    private long? loadedJob;
    private long? clientId;
    private string? clientName;
    private string search = "";

    [SupplyParameterFromQuery(Name = "start")]
    private string? Start { get; set; }

    [SupplyParameterFromQuery(Name = "job")]
    private long? JobId { get; set; }

    [SupplyParameterFromQuery(Name = "client")]
    private long? FromClient { get; set; }

    private string Mode => Start is "client" or "deposit" ? Start : "job";

    private decimal Chosen => rows!.Sum(r => Money.LineNet(Math.Clamp(quantities.GetValueOrDefault(r.JobLineId) ?? 0, 0, PricedLine.LargestQuantity), r.UnitPrice, r.DiscountPercent));

    protected override async Task OnParametersSetAsync()
    {
        if (FromClient is { } client && clientId is null
            && (await clients.RunAsync(new FindClientsForWork.Input("", client, new PageRequest(1, 1)), default)).TryGet(out var found) && found.Rows is [var known, ..])
        {
            (clientId, clientName) = (known.Id, known.Name);
        }

        if (JobId is { } id && id != loadedJob)
        {
            await TakeJobAsync(id);
        }
        else if (JobId is null)
        {
            (loadedJob, rows, job) = (null, null, null);
            await LoadJobsAsync();
        }
    }

    private async Task TakeJobAsync(long id)
    {
        loadedJob = id;
        quantities.Clear();
        var shown = await showJob.RunAsync(new ShowJob.Input(id), default);
        refusal = shown.Refusal;
        if (!shown.TryGet(out var view))
        {
            await LoadJobsAsync();
            return;
        }

        var result = await pick.RunAsync(new PickJobLines.Input(view.ClientId, view.LegalEntityId, id), default);
        refusal = result.Refusal;
        rows = result.TryGet(out var lines) && lines.Count > 0 ? lines : null;
        job = rows?[0];
        foreach (var line in rows ?? [])
        {
            quantities[line.JobLineId] = line.Left;
        }

        if (rows is null)
        {
            search = view.Number;
            await LoadJobsAsync();
        }
    }

    private async Task LoadJobsAsync()
    {
        var result = await listJobs.RunAsync(new ListJobs.Input(new PageRequest(1, MostJobs), search, Open: true, ToInvoice: true, ClientId: clientId), default);
        refusal ??= result.Refusal;
        jobs = result.TryGet(out var found) ? found : Page<ListJobs.Row>.Empty;
    }

    private Task SearchAsync(string? text)
    {
        search = text?.Trim() ?? "";
        return LoadJobsAsync();
    }

    private Task FilterAsync(long? id)
    {
        clientId = id;
        return LoadJobsAsync();
    }

    private async Task<IReadOnlyList<Choice<long?>>> FindClientsAsync(ChoiceRequest request, CancellationToken ct) =>
        (await clients.RunAsync(new FindClientsForWork.Input(request.Text, null, new PageRequest((request.Skip / request.Take) + 1, request.Take)), ct)).TryGet(out var page)
            ? [.. page.Rows.Select(c => new Choice<long?>(c.Id, c.Name, c.City))]
            : [];

    private async Task<Result> StartEmptyAsync() => clientId is { } client
        ? Go(await draft.RunAsync(new DraftInvoice.Input(client, null), default))
        : Refusal.Invalid("Common.Required").On("ClientId");

    private Question IssueQuestion => new(T["IssueAtOnceTitle"], T["IssueAtOnceText"], T["Issue"]);

    private async Task<Result> StartFromJobAsync(bool issue) => Go(await draft.RunAsync(
        new DraftInvoice.Input(
            null, loadedJob, [.. quantities.Where(q => q.Value is not null and not 0).Select(q => new DraftInvoice.LineQuantity(q.Key, q.Value!.Value))], Issue: issue),
        default));

    private Result Go(Result<long> made)
    {
        if (made.TryGet(out var id))
        {
            navigation.NavigateTo($"/invoices/{id}");
        }

        return made;
    }
}
