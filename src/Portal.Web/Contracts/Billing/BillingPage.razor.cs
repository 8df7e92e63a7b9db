using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Companies.UseCases;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Billing;
using Portal.Business.Contracts.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Companies;

namespace Portal.Web.Contracts.Billing;

/// <summary>What is due of contracts: look at it, then bill exactly that, with its progress and the invoices that came of it.</summary>
public sealed partial class BillingPage(
    PreviewBilling preview, RunBilling run, FindClientsForWork clients, CompanyChoices companies, IStringLocalizer<ContractBillingPages> T, IStringLocalizer<ContractsText> Texts)
{
    private const int PageSize = 50;

    private IReadOnlyList<ListLegalEntities.Row> entities = [];
    private DateOnly? asOf;
    private InvoiceDating dating;
    private DateOnly? chosen;
    private long? entityId;
    private long? clientId;
    private BillingFrequency? frequency;
    private PreviewBilling.Input? input;
    private PreviewBilling.View? shown;
    private BillingOutcome? outcome;
    private BillingProgress? progress;
    private int page = 1;

    /// <summary>Only this contract: its page links here.</summary>
    [SupplyParameterFromQuery(Name = "contract")]
    public long? ContractId { get; set; }

    private int Billable => shown is { } s ? s.Rows.Total - s.Parked : 0;

    private IReadOnlyList<(InvoiceDating Value, string Text)> Datings => [.. Enum.GetValues<InvoiceDating>().Select(d => (d, T["Dating." + d].Value))];

    private IReadOnlyList<(long? Value, string Text)> Entities => [.. entities.Select(e => ((long?)e.Id, e.Name))];

    private IReadOnlyList<(BillingFrequency? Value, string Text)> Frequencies =>
        [.. Enum.GetValues<BillingFrequency>().Select(f => ((BillingFrequency?)f, Texts[$"BillingFrequency.{f}"].Value))];

    protected override async Task OnInitializedAsync()
    {
        entities = await companies.EntitiesAsync();
        await PreviewAsync();
    }

    private Task<Result> PreviewAsync()
    {
        outcome = null;
        input = new PreviewBilling.Input(asOf, dating, chosen, new BillingFilter(entityId, clientId, ContractId, frequency));
        return ReadAsync(1);
    }

    private Task ShowPageAsync(int number) => ReadAsync(number);

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
        return result;
    }
}
