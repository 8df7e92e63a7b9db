using Microsoft.Extensions.Localization;
using Portal.Business.Banking;
using Portal.Business.Banking.Reading;
using Portal.Business.Banking.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Banking;

/// <summary>Imports a file of a bank: XML is looked through at once, CSV after a person has said what its columns are.</summary>
public sealed partial class BankImportPage(
    ImportBankStatement import, PreviewBankFile previewing, ListBankAccounts listAccounts, IStringLocalizer<BankingPages> T) : IDisposable, IProgress<StatementProgress>
{
    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource? stopping;
    private IReadOnlyList<ListBankAccounts.Row> accounts = [];
    private FileStream? file;
    private string? fileName;
    private long? accountId;
    private CsvMapping mapping = new();
    private PreviewBankFile.Shown? preview;
    private StatementProgress? progress;
    private StatementReport? report;
    private Result? result;
    private bool busy;
    private bool saving;
    private bool done;

    private static Refusal TooLarge => Refusal.Invalid("Banking.TooLarge", StatementFile.Largest / 1024 / 1024);

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    public void Report(StatementProgress value)
    {
        progress = value;
        _ = InvokeAsync(StateHasChanged);
    }

    protected override async Task OnInitializedAsync()
    {
        accounts = (await listAccounts.RunAsync(gone.Token)).TryGet(out var found) ? [.. found.Where(a => a.IsActive)] : [];
        accountId = accounts.Count == 1 ? accounts[0].Id : null;
    }

    private void Forget() => (report, result, preview, file) = (null, null, null, null);

    private async Task FileCameAsync(DroppedFile came)
    {
        (file, fileName) = (came.Content, came.Name);
        await LookAsync(accounts.FirstOrDefault(a => a.Id == accountId)?.Mapping);
        if (preview is { IsXml: true })
        {
            await RunAsync(dryRun: true);
        }
    }

    private async Task ChooseAccountAsync(long? id)
    {
        accountId = id;
        report = null;
        var found = (preview, mapping);
        if (accounts.FirstOrDefault(a => a.Id == id)?.Mapping is { } kept && kept != mapping)
        {
            await LookAsync(kept);
            if (Readable(preview) == 0 && Readable(found.preview) > 0)
            {
                // The file is not like the last one of this account.
                (preview, mapping) = found;
            }
        }
    }

    private static int Readable(PreviewBankFile.Shown? shown) => shown?.Rows.Count(r => r.Read is { Succeeded: true }) ?? 0;

    /// <param name="wanted">Null proposes one by the headings.</param>
    private async Task LookAsync(CsvMapping? wanted)
    {
        report = null;
        var shown = await previewing.RunAsync(new(file!, wanted), gone.Token);
        preview = shown.TryGet(out var found) ? found : null;
        result = shown;
        mapping = preview is null ? mapping : preview.Mapping with { };
    }

    private async Task<Result> CheckAsync()
    {
        if (accountId is null)
        {
            return Refusal.Invalid("Banking.NoMapping");
        }

        await RunAsync(dryRun: true);
        return result is { Succeeded: false } refused ? Result.Refused(refused.Refusals) : Result.Done;
    }

    private async Task<Result> ImportAsync()
    {
        await RunAsync(dryRun: false);
        return Result.Done;
    }

    private async Task RunAsync(bool dryRun)
    {
        if (file is null || busy)
        {
            return;
        }

        (busy, saving, done, progress) = (true, !dryRun, false, null);
        StateHasChanged();
        stopping = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        try
        {
            var input = new ImportBankStatement.Input(file, fileName ?? "", accountId, preview is { IsXml: false } ? mapping : null, dryRun, this);
            var run = await Task.Run(() => import.RunAsync(input, stopping.Token));
            (report, result, done) = (run.Succeeded ? run.Value : null, run, !dryRun && run.Succeeded);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            (report, result) = (null, Refusal.NotNow("Banking.Stopped"));
        }
        finally
        {
            busy = false;
            stopping.Dispose();
            stopping = null;
        }
    }

    private void Stop() => stopping?.Cancel();
}
