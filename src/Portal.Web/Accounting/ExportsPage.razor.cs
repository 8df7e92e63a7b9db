using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Accounting;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;

namespace Portal.Web.Accounting;

/// <summary>Journals of a period and FEC of a fiscal year, per company.</summary>
public sealed partial class ExportsPage(
    ShowExports show, ExportJournal journal, ExportFec fec, ExportArchive archive, ICurrentUser user, NavigationManager navigation, IStringLocalizer<AccountingPages> T, IStringLocalizer<AccountingText> Texts)
{
    private ShowExports.Shown? shown;
    private Refusal? refused;
    private long entityId;
    private DateOnly? from;
    private DateOnly? to;
    private HandOverForm form = HandOverForm.Csv;
    private bool opening;

    [SupplyParameterFromQuery(Name = "company")]
    public long? Company { get; set; }

    private ICurrentUser User => user;

    private IReadOnlyList<(HandOverForm Value, string Text)> Forms =>
        [.. new[] { HandOverForm.Csv, HandOverForm.Xlsx, HandOverForm.Hledger }.Select(f => (f, Texts[$"HandOverForm.{f}"].Value))];

    protected override Task OnParametersSetAsync() => Company is { } id && id != entityId ? LoadAsync(id) : Task.CompletedTask;

    private async Task LoadAsync(long id)
    {
        entityId = id;
        var result = await show.RunAsync(id, default);
        if (id != (Company ?? id))
        {
            return;
        }

        refused = result.Refusal;
        shown = result.TryGet(out var found) ? found : null;
        (from, to) = (shown?.Current.First, shown?.Current.Last);
    }

    private async Task<Result> JournalAsync()
    {
        if (from is not { } first || to is not { } last)
        {
            return Refusal.Invalid("Common.Required").On(from is null ? "From" : "To");
        }

        return Download(await journal.RunAsync(new(entityId, form, first, last), default), BookExports.JournalHref(entityId, form, first, last));
    }

    private async Task<Result> FecAsync(int year) => Download(await fec.RunAsync(new(entityId, year, opening), default), BookExports.FecHref(entityId, year, opening));

    private async Task<Result> ArchiveAsync(int year) => Download(await archive.RunAsync(new(entityId, year), default), BookExports.ArchiveHref(entityId, year));

    private Result Download(Result asked, string href)
    {
        if (asked.Succeeded)
        {
            navigation.NavigateTo(href, forceLoad: true);
        }

        return asked;
    }
}
