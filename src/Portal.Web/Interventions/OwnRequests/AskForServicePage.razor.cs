using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Interventions.OwnRequests;

/// <summary>A client says what is needed: one ordinary form, which works without a script.</summary>
public sealed partial class AskForServicePage(ShowAskChoices showChoices, AskForService ask, NavigationManager navigation, IStringLocalizer<InterventionsPages> T)
{
    private readonly FormState state = new(nameof(Input));
    private ShowAskChoices.Choices? choices;
    private Result? opened;

    public sealed class Form
    {
        public Guid Key { get; set; } = Guid.NewGuid();

        public long? ClientId { get; set; }

        public string? Title { get; set; }

        public string? Description { get; set; }

        public long? SiteId { get; set; }

        public DateOnly? WantedFrom { get; set; }

        public DateOnly? WantedTo { get; set; }
    }

    [SupplyParameterFromForm(FormName = "ask")]
    private Form? Input { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new Form();
        var found = await showChoices.RunAsync(Http.RequestAborted);
        opened = found;
        choices = found.TryGet(out var value) ? value : null;
    }

    private async Task SendAsync()
    {
        var form = Input!;
        var site = choices?.Sites.Where(s => s.Id == form.SiteId).Select(s => (long?)s.ClientId).FirstOrDefault();
        var clientId = form.ClientId ?? site ?? choices?.Clients.Select(c => c.Id).FirstOrDefault() ?? 0;
        var result = await ask.RunAsync(
            new AskForService.Input(clientId, form.Key, form.Title ?? "", form.Description ?? "", form.SiteId, form.WantedFrom, form.WantedTo, Photos()), CancellationToken.None);
        state.Result = result;
        if (result.TryGet(out var id))
        {
            navigation.NavigateTo($"/portal/requests/{id}?sent=1");
        }
    }

    /// <summary>One more than is taken, so that too many are told.</summary>
    private IReadOnlyList<IncomingFile> Photos() =>
        [.. Http.Request.Form.Files.GetFiles("photos").Where(f => f.Length > 0).Take(AskForService.MostPhotos + 1).Select(f => new IncomingFile(f.FileName, f.OpenReadStream()))];
}
