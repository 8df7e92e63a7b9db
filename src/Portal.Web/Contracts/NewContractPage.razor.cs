using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Contracts;

/// <summary>One screen for the common case; the advanced entry shows every field.</summary>
public sealed partial class NewContractPage(
    CreateContract create, ShowContractChoices showChoices, FindClientsForWork clients, NavigationManager navigation, IStringLocalizer<ContractsPages> T)
{
    private readonly Guid formKey = Guid.NewGuid();
    private readonly ContractForm form = new();
    private readonly List<ContractLineForm> lines = [];
    private ShowContractChoices.Choices? choices;
    private long? clientId;
    private string? clientName;
    private long? sellerId;
    private ContractLineForm? edited;
    private ContractLineForm? original;
    private LeaveGuard? guard;

    [SupplyParameterFromQuery(Name = "client")]
    private long? FromClient { get; set; }

    protected override Task OnInitializedAsync() => FromClient is { } client ? ChooseClientAsync(client) : Task.CompletedTask;

    private async Task ChooseClientAsync(long? id)
    {
        (clientId, sellerId) = (id, null);
        await LoadChoicesAsync();
        clientName = choices?.Client;
        lines.Clear();
        if (choices is not null)
        {
            lines.Add(Blank());
        }
    }

    /// <summary>Products, taxes and accounts are of one company; what was typed of the lines stays.</summary>
    private async Task SoldByAsync(long? legalEntityId)
    {
        sellerId = legalEntityId;
        await LoadChoicesAsync();
        foreach (var line in choices is null ? [] : lines)
        {
            (line.ProductId, line.ProductName, line.TaskTypeId) = (null, null, null);
            (line.TaxCodeId, line.GlAccountId) = (choices!.Usual.TaxCodeId, choices.Usual.GlAccountId);
        }
    }

    private async Task LoadChoicesAsync()
    {
        choices = clientId is { } client && (await showChoices.RunAsync(new ShowContractChoices.Input(client, sellerId), default)).TryGet(out var found) ? found : null;
        if (choices is not null)
        {
            form.StartsOn ??= choices.Today;
            (form.FiscalPositionId, form.PaymentTermsId, form.JournalId) = (choices.Usual.FiscalPositionId, choices.Usual.PaymentTermsId, null);
        }
    }

    private ContractLineForm Blank() => new() { TaxCodeId = choices!.Usual.TaxCodeId, GlAccountId = choices.Usual.GlAccountId, IsIndexable = form.IsIndexable };

    private void Open(ContractLineForm? line) => (original, edited) = (line, line?.Copy() ?? Blank());

    /// <summary>What was typed of a line in its dialog; it is saved with the contract.</summary>
    private Task<Result> TakeLineAsync(ContractLineForm line)
    {
        if (new ContractLine().Set(line.ToValues()) is { Succeeded: false } wrong)
        {
            return Task.FromResult(wrong);
        }

        var at = original is null ? -1 : lines.IndexOf(original);
        if (at >= 0)
        {
            lines[at] = line;
        }
        else
        {
            lines.RemoveAll(l => l.IsBlank);
            lines.Add(line);
        }

        edited = null;
        return Task.FromResult(Result.Done);
    }

    private async Task<Result> SaveAsync()
    {
        if (clientId is not { } client)
        {
            return Refusal.Invalid("Common.Required").On("ClientId");
        }

        if (form.StartsOn is null)
        {
            return Refusal.Invalid("Common.Required").On("StartsOn");
        }

        lines.RemoveAll(l => l.IsBlank);
        var result = await create.RunAsync(new CreateContract.Input(formKey, client, choices?.LegalEntityId, form.ToHead(), [.. lines.Select(l => l.ToValues())]), default);
        if (result.TryGet(out var id))
        {
            guard?.Saved();
            navigation.NavigateTo($"/contracts/{id}");
        }
        else if (choices is not null && lines.Count == 0)
        {
            lines.Add(Blank());
        }

        return result;
    }
}
