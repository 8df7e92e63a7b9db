using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Interventions.UseCases;

namespace Portal.Web.Interventions.EquipmentPages;

/// <summary>What is installed at a client's.</summary>
public sealed partial class ClientEquipmentPage(ListEquipment list, ICurrentUser user, IStringLocalizer<InterventionsPages> T)
{
    private ListEquipment.Listed? listed;
    private ListEquipment.Row? edited;
    private Refusal? refusal;
    private string? search = "";
    private bool withInactive;
    private bool editing;

    [Parameter]
    public long Id { get; set; }

    private bool CanEdit => user.Has(Permissions.InterventionsEdit);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var result = await list.RunAsync(new ListEquipment.Input(Id, search ?? "", withInactive), default);
        refusal = result.Refusal;
        listed = result.TryGet(out var found) ? found : null;
    }

    private Task SearchAsync(string? text)
    {
        search = text;
        return LoadAsync();
    }

    private Task ShowInactiveAsync(bool on)
    {
        withInactive = on;
        return LoadAsync();
    }

    private void Edit(ListEquipment.Row? row) => (edited, editing) = (row, true);

    private Task SavedAsync()
    {
        editing = false;
        return LoadAsync();
    }
}
