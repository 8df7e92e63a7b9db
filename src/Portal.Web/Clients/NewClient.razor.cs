using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Clients;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Companies.UseCases;
using Portal.Web.Companies;
using Portal.Web.Kit;

namespace Portal.Web.Clients;

public sealed partial class NewClient(
    CreateClient create, FindDuplicates find, ShowCatalogChoices show, CompanyChoices companies, Dialogs dialogs, Toasts toasts,
    NavigationManager navigation, IStringLocalizer<ClientsPages> t)
{
    private readonly ClientFields fields = new();
    private readonly ContactFields manager = new();
    private readonly List<ContactFields> copies = [];
    private IReadOnlyList<ListLegalEntities.Row> entities = [];
    private IReadOnlyList<FindDuplicates.Row> duplicates = [];
    private ShowCatalogChoices.Choices? choices;
    private bool siteThere = true;

    private IStringLocalizer<ClientsPages> T => t;

    protected override async Task OnInitializedAsync()
    {
        entities = await companies.EntitiesAsync();
        if (entities.Count > 0)
        {
            await EntityChosenAsync(entities[0].Id);
        }
    }

    /// <summary>Language, currency and country follow the company of ours until the person chooses others.</summary>
    private async Task EntityChosenAsync(long id)
    {
        var before = entities.FirstOrDefault(e => e.Id == fields.LegalEntityId);
        var now = entities.First(e => e.Id == id);
        fields.LegalEntityId = id;
        fields.FiscalPositionId = null;
        fields.DefaultGlAccountId = null;
        if (before is null || fields.Language == before.Language)
        {
            fields.Language = now.Language;
        }

        if (before is null || fields.Currency == before.Currency)
        {
            fields.Currency = now.Currency;
        }

        if (before is null || fields.BillingAddress.Country == before.Country)
        {
            fields.BillingAddress = fields.BillingAddress with { Country = now.Country };
        }

        choices = (await show.RunAsync(new(id), default)).TryGet(out var found) ? found : null;
    }

    private void AddCopy() => copies.Add(new ContactFields { InvoicesByEmail = true });

    private async Task LookForDuplicatesAsync()
    {
        var emails = copies.Append(manager).Select(c => c.Email).Append(fields.Email).ToList();
        duplicates = (await find.RunAsync(new(fields.Name, fields.Numbers, emails), default)).TryGet(out var found) ? found : [];
    }

    private async Task<Result> SaveAsync()
    {
        await LookForDuplicatesAsync();
        var question = new Question(t["Duplicates.Title"], t["Duplicates.Ask", string.Join(", ", duplicates.Take(3).Select(d => d.Name))], t["Duplicates.Create"]);
        if (duplicates.Count > 0 && !await dialogs.AskAsync(question))
        {
            return Result.Done;
        }

        var sites = siteThere && fields.BillingAddress.IsComplete ? [new SiteFields { Name = fields.BillingAddress.City, Address = fields.BillingAddress }] : Array.Empty<SiteFields>();
        var result = await create.RunAsync(new(fields, manager, copies, sites), default);
        if (result.TryGet(out var id))
        {
            toasts.Say(t["Created"]);
            navigation.NavigateTo($"/clients/{id}");
        }

        return result;
    }
}
