using Microsoft.AspNetCore.Components;
using Portal.Business.Common;
using Portal.Business.Companies.UseCases;

namespace Portal.Web.Catalog;

public sealed partial class CatalogForm
{
    private IReadOnlyList<ListLegalEntities.Row> entities = [];

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public string ListTitle { get; set; } = "";

    [Parameter, EditorRequired]
    public string ListHref { get; set; } = "";

    [Parameter]
    public bool IsNew { get; set; }

    /// <summary>What is edited is loaded.</summary>
    [Parameter]
    public bool Ready { get; set; }

    [Parameter]
    public Refusal? Refused { get; set; }

    [Parameter]
    public bool IsUsed { get; set; }

    /// <summary>It belongs to one company of ours.</summary>
    [Parameter]
    public bool HasEntity { get; set; } = true;

    [Parameter]
    public long EntityId { get; set; }

    [Parameter]
    public EventCallback<long> EntityIdChanged { get; set; }

    [Parameter]
    public bool IsActive { get; set; } = true;

    [Parameter]
    public EventCallback<bool> IsActiveChanged { get; set; }

    /// <summary>Runs the use case.</summary>
    [Parameter, EditorRequired]
    public Func<Task<Result>> Save { get; set; } = default!;

    [Parameter]
    public Func<Task<Result>>? Delete { get; set; }

    /// <summary>Fields.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Further cards.</summary>
    [Parameter]
    public RenderFragment? More { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (HasEntity)
        {
            entities = await Companies.EntitiesAsync();
            if (IsNew && EntityId == 0 && entities.Count > 0)
            {
                await EntityIdChanged.InvokeAsync(entities[0].Id);
            }
        }
    }

    private async Task<Result> SaveAsync() => Leave(await Save(), T["Saved"]);

    private async Task<Result> DeleteAsync() => Leave(await Delete!(), T["Deleted"]);

    private Result Leave(Result result, string said)
    {
        if (result.Succeeded)
        {
            Toasts.Say(said);
            Navigation.NavigateTo(ListHref);
        }

        return result;
    }
}
