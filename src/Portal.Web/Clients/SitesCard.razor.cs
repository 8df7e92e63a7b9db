using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Clients;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Clients;

public sealed partial class SitesCard(AddSite add, ChangeSite change, RemoveSite remove, Toasts toasts, IStringLocalizer<ClientsPages> t)
{
    private ShowClient.ShownSite? edited;
    private SiteFields? fields;

    [Parameter, EditorRequired]
    public long ClientId { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<ShowClient.ShownSite> Sites { get; set; } = [];

    [Parameter]
    public bool CanEdit { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private IStringLocalizer<ClientsPages> T => t;

    private void New() => (edited, fields) = (null, new SiteFields { Address = Address.Empty with { Country = Sites.Count > 0 ? Sites[0].Fields.Address.Country : "" } });

    private void Open(ShowClient.ShownSite site) => (edited, fields) = (site, site.Fields with { });

    private void Close() => (edited, fields) = (null, null);

    private async Task<Result> SaveAsync() => await DoneAsync(edited is null
        ? await add.RunAsync(new(ClientId, fields!), default)
        : await change.RunAsync(new(edited.Id, edited.Version, fields!), default));

    private async Task<Result> RemoveAsync() => await DoneAsync(await remove.RunAsync(edited!.Id, default));

    private async Task<Result> DoneAsync(Result result)
    {
        if (result.Succeeded)
        {
            Close();
            toasts.Say(t["Saved"]);
            await OnChanged.InvokeAsync();
        }

        return result;
    }
}
