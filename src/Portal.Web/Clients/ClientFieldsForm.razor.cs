using Microsoft.AspNetCore.Components;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Companies.UseCases;

namespace Portal.Web.Clients;

public sealed partial class ClientFieldsForm
{
    [Parameter, EditorRequired]
    public ClientFields Fields { get; set; } = new();

    [Parameter, EditorRequired]
    public IReadOnlyList<ListLegalEntities.Row> Entities { get; set; } = [];

    /// <summary>Of the chosen legal entity; null while they load.</summary>
    [Parameter]
    public ShowCatalogChoices.Choices? Choices { get; set; }

    [Parameter]
    public EventCallback<long> OnEntity { get; set; }

    /// <summary>Something was entered that tells duplicates: name, number or address.</summary>
    [Parameter]
    public EventCallback OnIdentity { get; set; }

    [Parameter]
    public RenderFragment? AfterIdentity { get; set; }

    private IReadOnlyList<(ClientKind Value, string Text)> Kinds => [.. Enum.GetValues<ClientKind>().Select(k => (k, T["Kind." + k].Value))];

    private static string UserLanguage => System.Globalization.CultureInfo.CurrentUICulture.Name;

    private static IReadOnlyList<(long? Value, string Text)> Of(IReadOnlyList<ShowCatalogChoices.Choice>? choices, bool withCode) =>
        [.. (choices ?? []).Select(c => ((long?)c.Id, withCode ? c.In(UserLanguage) : c.Name.In(UserLanguage)))];

    private Task NameChangedAsync(string? name)
    {
        Fields.Name = name ?? "";
        return OnIdentity.InvokeAsync();
    }

    private Task EmailChangedAsync(string? email)
    {
        Fields.Email = email ?? "";
        return OnIdentity.InvokeAsync();
    }

    private Task NumbersChangedAsync(RegistrationNumbers numbers)
    {
        Fields.Numbers = numbers;
        return OnIdentity.InvokeAsync();
    }
}
