using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Invoicing;

/// <summary>Starts a proforma: from a job or several of one client with what is left to invoice, or for a client, empty or from a template.</summary>
public sealed partial class NewInvoicePage(
    DraftInvoice draft, PickJobLines pick, ListJobDeposits listDeposits, ListJobs listJobs, ShowJob showJob, FindClientsForWork clients, ListInvoiceTemplates listTemplates, NavigationManager navigation,
    IStringLocalizer<InvoicingPages> T)
{
    private const int MostJobs = 50;
    private readonly Dictionary<long, decimal?> quantities = [];
    private readonly List<ListJobs.Row> together = [];
    private Page<ListJobs.Row>? jobs;
    private IReadOnlyList<PickJobLines.Row>? rows;
    private PickJobLines.Row? job;
    private IReadOnlyList<ListJobDeposits.Row> deposits = [];
    private Refusal? refusal;
    private string? loadedJobs;
    private long? clientId;
    private long? sellerId;
    private long? usualSellerId;
    private string? clientName;
    private long? jobsOfId;
    private string? jobsOfName;
    private IReadOnlyList<string> leftOut = [];
    private string search = "";
    private IReadOnlyList<ListInvoiceTemplates.Row>? templates;
    private long? templateId;

    [SupplyParameterFromQuery(Name = "start")]
    private string? Start { get; set; }

    [SupplyParameterFromQuery(Name = "job")]
    private long? JobId { get; set; }

    /// <summary>Several jobs of one client, by their ids with commas between.</summary>
    [SupplyParameterFromQuery(Name = "jobs")]
    private string? Jobs { get; set; }

    [SupplyParameterFromQuery(Name = "client")]
    private long? FromClient { get; set; }

    private List<long> Wanted =>
        [.. (Jobs ?? JobId?.ToString(CultureInfo.InvariantCulture) ?? "").Split(',').Select(id => long.TryParse(id, CultureInfo.InvariantCulture, out var read) ? read : 0).Where(id => id > 0)];

    private string Mode => Start is "client" or "deposit" ? Start : "job";

    private decimal Chosen => rows!.Sum(r => Money.LineNet(Math.Clamp(quantities.GetValueOrDefault(r.JobLineId) ?? 0, 0, PricedLine.LargestQuantity), r.UnitPrice, r.DiscountPercent));

    protected override async Task OnParametersSetAsync()
    {
        if (clientId is null && await clients.FindAsync(FromClient, default) is { } known)
        {
            (jobsOfId, jobsOfName) = (known.Id, known.Name);
            await ForClientAsync(known.Id);
        }

        var wanted = Wanted;
        if (wanted.Count > 0 && string.Join(',', wanted) is var key && key != loadedJobs)
        {
            loadedJobs = key;
            await TakeJobsAsync(wanted);
        }
        else if (wanted.Count == 0)
        {
            (loadedJobs, rows, job, leftOut) = (null, null, null, []);
            together.Clear();
            await LoadJobsAsync();
        }
    }

    private async Task ForClientAsync(long? id)
    {
        (clientId, clientName, usualSellerId) = (id, null, null);
        await SoldByAsync(null);
        if (await clients.FindAsync(id, default) is { } known && clientId == id)
        {
            (clientName, usualSellerId) = (known.Name, known.LegalEntityId);
            await SoldByAsync(null);
        }
    }

    /// <summary>Templates are of one company.</summary>
    private async Task SoldByAsync(long? legalEntityId)
    {
        (sellerId, templateId, templates) = (legalEntityId, null, null);
        var company = legalEntityId ?? usualSellerId;
        var listed = company is { } of && (await listTemplates.RunAsync(new ListInvoiceTemplates.Input(of), default)).TryGet(out var found) ? found : null;
        if ((sellerId ?? usualSellerId) == company)
        {
            templates = listed;
        }
    }

    private bool GoesWith(ListJobs.Row row) => together.Count == 0 || (together[0].ClientId, together[0].LegalEntityId, together[0].Currency) == (row.ClientId, row.LegalEntityId, row.Currency);

    private void Tick(ListJobs.Row row, bool on)
    {
        together.Remove(row);
        if (on)
        {
            together.Add(row);
        }
    }

    private async Task TakeJobsAsync(List<long> ids)
    {
        quantities.Clear();
        leftOut = [];
        var shown = await showJob.RunAsync(new ShowJob.Input(ids[0]), default);
        refusal = shown.Refusal;
        if (!shown.TryGet(out var view))
        {
            await LoadJobsAsync();
            return;
        }

        var result = await pick.RunAsync(new PickJobLines.Input(view.ClientId, view.LegalEntityId, Currency: view.Currency, JobIds: ids), default);
        refusal = result.Refusal;
        rows = result.TryGet(out var lines) && lines.Count > 0 ? lines : null;
        job = rows?[0];
        deposits = rows is not null && (await listDeposits.RunAsync(new ListJobDeposits.Input(ids), default)).TryGet(out var open) ? open : [];
        foreach (var line in rows ?? [])
        {
            quantities[line.JobLineId] = line.Left;
        }

        leftOut = rows is not null && ids.Except(rows.Select(r => r.JobId)).ToList() is { Count: > 0 } others && (await pick.NumbersAsync(others, default)).TryGet(out var numbers) ? numbers : [];

        if (rows is null)
        {
            search = view.Number;
            await LoadJobsAsync();
        }
    }

    private async Task LoadJobsAsync()
    {
        var result = await listJobs.RunAsync(new ListJobs.Input(new PageRequest(1, MostJobs), search, Open: true, ToInvoice: true, ClientId: jobsOfId), default);
        refusal ??= result.Refusal;
        jobs = result.TryGet(out var found) ? found : Page<ListJobs.Row>.Empty;
    }

    private Task SearchAsync(string? text)
    {
        search = text?.Trim() ?? "";
        return LoadJobsAsync();
    }

    private async Task FilterAsync(long? id)
    {
        (jobsOfId, jobsOfName) = (id, null);
        await LoadJobsAsync();
        if (await clients.FindAsync(id, default) is { } known && jobsOfId == id)
        {
            jobsOfName = known.Name;
        }
    }

    private async Task<Result> StartEmptyAsync() => clientId is { } client
        ? Go(await draft.RunAsync(new DraftInvoice.Input(client, null, TemplateId: templateId, LegalEntityId: sellerId), default))
        : Refusal.Invalid("Common.Required").On("ClientId");

    private Question IssueQuestion => new(
        T["IssueAtOnceTitle"],
        deposits.Where(d => d.IssuedOn is null).Select(d => d.Number).ToList() is { Count: > 0 } waiting ? $"{T["IssueAtOnceText"]} {T["IssueAtOnceDeposits", string.Join(", ", waiting)]}" : T["IssueAtOnceText"],
        T["Issue"]);

    private async Task<Result> StartFromJobAsync(bool issue) => Go(await draft.RunAsync(
        new DraftInvoice.Input(
            null, (rows!.FirstOrDefault(r => quantities.GetValueOrDefault(r.JobLineId) is not (null or 0)) ?? rows![0]).JobId, [.. quantities.Where(q => q.Value is not null and not 0).Select(q => new DraftInvoice.LineQuantity(q.Key, q.Value!.Value))], Issue: issue),
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
