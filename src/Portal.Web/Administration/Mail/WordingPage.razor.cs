using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Administration.Mail;

/// <summary>Edits the wording of one kind of message in one language, with what a recipient would see beside it.</summary>
public sealed partial class WordingPage(
    ShowMailTemplate show, SaveMailTemplate save, ResetMailTemplate reset, PreviewMailTemplate fill, ICurrentUser user, Toasts toasts,
    IStringLocalizer<MailPages> texts)
{
    private MailTemplateView? view;
    private Refusal? refusal;
    private ComposedMail? preview;
    private string? subject;
    private string? body;

    [Parameter]
    public string Kind { get; set; } = "";

    [SupplyParameterFromQuery]
    public string? Language { get; set; }

    private bool MayManage => user.Has(Permissions.MailManage);

    private IReadOnlyList<(string Text, string Href)> Crumbs => [(texts["Outbox"], "/settings/mail"), (texts["Wordings"], "/settings/mail/texts")];

    private IReadOnlyList<Tab> Languages => [.. MailLanguages.All.Select(l => new Tab(l, texts["Language." + l]))];

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var result = await show.RunAsync(new WhichTemplate(Kind, Language ?? MailLanguages.English), default);
        refusal = result.Refusal;
        if (result.TryGet(out view))
        {
            (subject, body) = (view.Subject, view.Body);
            await PreviewAsync();
        }
    }

    private async Task PreviewAsync() => preview = (await fill.RunAsync(Wording(), default)).TryGet(out var made) ? made : null;

    private async Task<Result> SaveAsync()
    {
        var result = await save.RunAsync(Wording(), default);
        if (result.Succeeded)
        {
            toasts.Say(texts["Saved"]);
            await LoadAsync();
        }

        return result;
    }

    private Task<Result> ResetAsync() => reset.RunAsync(new WhichTemplate(Kind, view!.Language), default);

    private MailWording Wording() => new(Kind, view!.Language, subject ?? "", body ?? "", view.Version);
}
