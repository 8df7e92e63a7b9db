using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies.UseCases;
using Portal.Web.Companies;
using Portal.Web.Kit;

namespace Portal.Web.Clients;

public sealed partial class EditClient(
    ShowClient showClient, ChangeClient change, FindDuplicates find, ShowCatalogChoices showChoices, CompanyChoices companies, Toasts toasts,
    NavigationManager navigation, IStringLocalizer<ClientsPages> t)
{
    private ShowClient.Shown? client;
    private Refusal? refused;
    private IReadOnlyList<ListLegalEntities.Row> entities = [];
    private IReadOnlyList<FindDuplicates.Row> duplicates = [];
    private ShowCatalogChoices.Choices? choices;

    [Parameter]
    public long Id { get; set; }

    private IStringLocalizer<ClientsPages> T => t;

    protected override async Task OnInitializedAsync()
    {
        var result = await showClient.RunAsync(Id, default);
        refused = result.Refusal;
        if (result.TryGet(out var found))
        {
            entities = await companies.EntitiesAsync();
            client = found;
            await LoadChoicesAsync();
        }
    }

    private async Task EntityChosenAsync(long id)
    {
        client!.Fields.LegalEntityId = id;
        client.Fields.FiscalPositionId = null;
        client.Fields.DefaultGlAccountId = null;
        await LoadChoicesAsync();
    }

    private async Task LoadChoicesAsync()
    {
        var fields = client!.Fields;
        long[] chosen = [.. new[] { fields.PaymentTermsId, fields.FiscalPositionId, fields.DefaultGlAccountId }.OfType<long>()];
        choices = (await showChoices.RunAsync(new(fields.LegalEntityId, chosen), default)).TryGet(out var found) ? found : null;
    }

    private async Task LookForDuplicatesAsync() =>
        duplicates = (await find.RunAsync(new(client!.Fields.Name, client.Fields.Numbers, [client.Fields.Email], Id), default)).TryGet(out var found) ? found : [];

    private async Task<Result> SaveAsync()
    {
        var result = await change.RunAsync(new(Id, client!.Version, client.Fields), default);
        if (result.Succeeded)
        {
            toasts.Say(t["Saved"]);
            navigation.NavigateTo($"/clients/{Id}");
        }

        return result;
    }
}
