using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Quotes;

public sealed partial class QuotePage(
    ShowQuote show, ShowQuoteChoices showChoices, ICurrentUser user, IStringLocalizer<QuotesPages> T, IStringLocalizer<QuotesText> Texts)
{
    private QuoteView? view;
    private ShowQuoteChoices.Choices? choices;
    private Refusal? refusal;
    private QuoteDraftEditor? editor;

    [Parameter]
    public long Id { get; set; }

    /// <summary>The steps of a quote's life; one that ended badly shows where.</summary>
    private IReadOnlyList<string> Steps =>
        [Texts["Status.Draft"], Texts["Status.Sent"], Texts["Status.Viewed"], Texts[$"Status.{(view!.Status is QuoteStatus.Refused or QuoteStatus.Expired or QuoteStatus.Superseded ? view.Status : QuoteStatus.Approved)}"]];

    private int CurrentStep => view!.Status switch { QuoteStatus.Draft => 0, QuoteStatus.Sent => 1, QuoteStatus.Viewed => 2, _ => 3 };

    private Tone StepTone => view!.Status is QuoteStatus.Refused or QuoteStatus.Expired ? Tone.Refused : Tone.Neutral;

    protected override Task OnParametersSetAsync() => view?.Id == Id ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        var result = await show.RunAsync(new ShowQuote.Input(Id), default);
        refusal = result.Refusal;
        if (!result.TryGet(out var found))
        {
            view = null;
            return;
        }

        if (found.IsDraft && user.Has(Permissions.QuotesEdit) && choices is null)
        {
            choices = (await showChoices.RunAsync(new ShowQuoteChoices.Input(found.LegalEntityId, found.ClientId, found.Fields.SiteId), default)).TryGet(out var c) ? c : null;
        }

        view = found;
    }

    /// <summary>Before anything is done with a draft: what was typed is saved, or stands there with its reasons; what is asked next knows of it.</summary>
    private async Task<Result<int>> SaveNowAsync()
    {
        if (editor is null)
        {
            return view!.Version;
        }

        var saved = await editor.SaveNowAsync();
        if (saved.TryGet(out var version) && version != view!.Version)
        {
            await LoadAsync();
            StateHasChanged();
        }

        return saved;
    }
}
