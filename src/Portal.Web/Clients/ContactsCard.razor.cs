using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Clients;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Shell;

namespace Portal.Web.Clients;

public sealed partial class ContactsCard(
    AddContact add, ChangeContact change, RemoveContact remove, AppointBillingManager appoint, InviteClientUser invite, Toasts toasts,
    IStringLocalizer<ClientsPages> t)
{
    private ShowClient.ShownContact? edited;
    private ContactFields? fields;
    private bool asManager;

    [Parameter, EditorRequired]
    public long ClientId { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<ShowClient.ShownContact> Contacts { get; set; } = [];

    /// <summary>Of the client's documents; an invitation to the portal is written in it.</summary>
    [Parameter]
    public string Language { get; set; } = "";

    [Parameter]
    public bool CanEdit { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private IStringLocalizer<ClientsPages> T => t;

    private Status RoleOf(ShowClient.ShownContact contact) => contact switch
    {
        { IsBillingManager: true } => new Status(t["BillingManager"], Tone.Ok, Icons.Invoice),
        { Fields.IsActive: false } => new Status(t["Inactive"], Tone.Neutral),
        { Fields.InvoicesByEmail: true } => new Status(t["InCopy"], Tone.Waiting, Icons.Mail),
        _ => new Status(t["ContactOnly"], Tone.Neutral, Icons.Person),
    };

    private void New() => (edited, fields, asManager) = (null, new ContactFields(), false);

    private void Open(ShowClient.ShownContact contact) => (edited, fields) = (contact, contact.Fields with { });

    private void Close() => (edited, fields) = (null, null);

    private async Task<Result> SaveAsync() => await DoneAsync(edited is null
        ? await add.RunAsync(new(ClientId, fields!, asManager), default)
        : await change.RunAsync(new(edited.Id, edited.Version, fields!), default));

    private async Task<Result> AppointAsync(ShowClient.ShownContact contact) =>
        await DoneAsync(await appoint.RunAsync(new(contact.Id, CopyToFormerManager: true), default));

    private async Task<Result> RemoveAsync(ShowClient.ShownContact contact) => await DoneAsync(await remove.RunAsync(contact.Id, default));

    private async Task<Result> InviteAsync(ShowClient.ShownContact contact)
    {
        var (name, email) = (contact.Fields.Name, contact.Fields.Email);
        var result = await invite.RunAsync(new(email, name, Languages.IsKnown(Language) ? Language : Languages.English, [ClientId]), default);
        if (result.Succeeded)
        {
            Close();
            toasts.Say(t["Invited", email]);
        }

        return result;
    }

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
