using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Accounting;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;

namespace Portal.Web.Accounting;

/// <summary>One entry: its lines, and what became of its hand-over.</summary>
public sealed partial class EntryPage(
    ShowEntry show, RetryTransfer retry, ICurrentUser User, IStringLocalizer<AccountingPages> T, IStringLocalizer<AccountingText> Texts)
{
    private ShowEntry.Shown? entry;
    private Result? result;

    [Parameter]
    public long Id { get; set; }

    private static string Language => CultureInfo.CurrentUICulture.Name;

    private string SourceHref => entry!.Source switch
    {
        EntrySource.Invoice or EntrySource.CreditNote => $"/invoices/{entry.SourceId}",
        EntrySource.Refund or EntrySource.RefundReversal => $"/payments/refunds/{entry.SourceId}",
        EntrySource.WriteOff or EntrySource.WriteOffReversal => $"/payments/write-offs/{entry.SourceId}",
        EntrySource.RetentionRelease or EntrySource.RetentionReversal => $"/invoices/retentions/{entry.SourceId}",
        _ => $"/payments/{entry.SourceId}",
    };

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var shown = await show.RunAsync(Id, default);
        result = shown;
        entry = shown.TryGet(out var found) ? found : null;
    }

    private Task<Result> RetryAsync() => retry.RunAsync([Id], default);
}
