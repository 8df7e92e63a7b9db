using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Companies.UseCases;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Billing;
using Portal.Business.Contracts.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Companies;
using Portal.Web.Kit;

namespace Portal.Web.Contracts.Billing;

/// <summary>What is due of contracts: look at it, then bill exactly that, with its progress and the invoices that came of it. What it is narrowed to stands in the address.</summary>
public sealed partial class BillingPage(
    PreviewBilling preview, RunBilling run, FindClientsForWork clients, CompanyChoices companies, PageAddress address, IStringLocalizer<ContractBillingPages> T, IStringLocalizer<ContractsText> Texts)
{
    private const int PageSize = 50;

    private IReadOnlyList<ListLegalEntities.Row> entities = [];
    private DateOnly? asOf;
    private InvoiceDating dating;
    private DateOnly? chosen;
    private long? entityId;
    private long? clientId;
    private string? clientName;
    private BillingFrequency? frequency;
    private PreviewBilling.Input? input;
    private PreviewBilling.View? shown;
    private BillingOutcome? outcome;
    private BillingProgress? progress;
    private int page = 1;
    private Result refused = Result.Done;

    /// <summary>Only this contract: its page links here.</summary>
    [SupplyParameterFromQuery(Name = "contract")]
    public long? ContractId { get; set; }

    private int Billable => shown is { } s ? s.Rows.Total - s.Parked : 0;

    private IReadOnlyList<(InvoiceDating Value, string Text)> Datings => [.. Enum.GetValues<InvoiceDating>().Select(d => (d, T["Dating." + d].Value))];

    private IReadOnlyList<(long? Value, string Text)> Entities => [.. entities.Select(e => ((long?)e.Id, e.Name))];

    private IReadOnlyList<(BillingFrequency? Value, string Text)> Frequencies =>
        [.. Enum.GetValues<BillingFrequency>().Select(f => ((BillingFrequency?)f, Texts[$"BillingFrequency.{f}"].Value))];

    [SupplyParameterFromQuery(Name = "asof")]
    private string? AsOfQuery { get; set; }

    [SupplyParameterFromQuery(Name = "dating")]
    private string? DatingQuery { get; set; }

    [SupplyParameterFromQuery(Name = "date")]
    private string? ChosenQuery { get; set; }

    [SupplyParameterFromQuery(Name = "company")]
    private string? EntityQuery { get; set; }

    [SupplyParameterFromQuery(Name = "client")]
    private string? ClientQuery { get; set; }

    [SupplyParameterFromQuery(Name = "frequency")]
    private string? FrequencyQuery { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageQuery { get; set; }

    protected override async Task OnInitializedAsync() => entities = await companies.EntitiesAsync();

    protected override async Task OnParametersSetAsync()
    {
        (PreviewBilling.Input Input, int Page) asked = (Asked(), AddressPart.Number(PageQuery) is > 0 and < 1_000_000 and var at ? (int)at : 1);
        if (asked == (input, page) || progress is not null)
        {
            return;
        }

        if (asked.Input != input)
        {
            (outcome, input) = (null, asked.Input);
            (asOf, dating, chosen, clientId) = (input.AsOf, input.Dating, input.Chosen, input.Filter!.ClientId);
            (entityId, frequency) = (input.Filter.LegalEntityId, input.Filter.Frequency);
            clientName = clientId is { } id && (await clients.RunAsync(new("", id, new PageRequest(Size: 1)), default)).TryGet(out var found) && found.Rows is [var known, ..] ? known.Name : null;
        }

        refused = await ReadAsync(asked.Page);
    }

    /// <summary>What the address asks for; what is no answer to a question there is left out.</summary>
    private PreviewBilling.Input Asked()
    {
        var by = AddressPart.Choice<InvoiceDating>(DatingQuery) ?? InvoiceDating.AsComputed;
        return new PreviewBilling.Input(
            AddressPart.Day(AsOfQuery), by, by == InvoiceDating.Chosen ? AddressPart.Day(ChosenQuery) : null,
            new BillingFilter(AddressPart.Number(EntityQuery), AddressPart.Number(ClientQuery), ContractId, AddressPart.Choice<BillingFrequency>(FrequencyQuery)));
    }

    private async Task<Result> PreviewAsync()
    {
        (outcome, refused) = (null, Result.Done);
        input = new PreviewBilling.Input(asOf, dating, dating == InvoiceDating.Chosen ? chosen : null, new BillingFilter(entityId, clientId, ContractId, frequency));
        var result = await ReadAsync(1);
        address.Change(new Dictionary<string, object?>
        {
            ["asof"] = AddressPart.Of(asOf),
            ["dating"] = dating == InvoiceDating.AsComputed ? null : dating.ToString(),
            ["date"] = AddressPart.Of(input.Chosen),
            ["company"] = entityId,
            ["client"] = clientId,
            ["frequency"] = frequency?.ToString(),
            ["page"] = null,
        });
        return result;
    }

    private void ShowPage(int number) => address.Change("page", number == 1 ? null : number.ToString(CultureInfo.InvariantCulture));

    private void ShowAllContracts() => address.Change(new Dictionary<string, object?> { ["contract"] = null, ["page"] = null });

    private async Task<Result> ReadAsync(int number)
    {
        page = number;
        var wanted = input! with { Page = new PageRequest(number, PageSize) };
        var result = await Task.Run(() => preview.RunAsync(wanted, default));
        shown = result.Succeeded ? result.Value : null;
        return result;
    }

    /// <summary>It goes on when the page is left; what it did not come to is billed by the next run.</summary>
    private async Task<Result> RunAsync()
    {
        var looked = input!;
        var told = new Progress<BillingProgress>(p => InvokeAsync(() =>
        {
            progress = progress is null ? null : p;
            StateHasChanged();
        }));
        progress = new BillingProgress(0, shown!.Rows.Total, BillingOutcome.None);
        StateHasChanged();
        var result = await Task.Run(() => run.RunAsync(new RunBilling.Input(looked.AsOf, looked.Dating, looked.Chosen, looked.Filter, told), default));
        progress = null;
        outcome = result.Succeeded ? result.Value : null;
        await ReadAsync(1);
        if (PageQuery is not null)
        {
            address.Change(new Dictionary<string, object?> { ["page"] = null }, replace: true);
        }

        return result;
    }
}
