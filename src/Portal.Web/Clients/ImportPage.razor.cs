using Microsoft.Extensions.Localization;
using Portal.Business.Clients;
using Portal.Business.Clients.Import;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies.UseCases;
using Portal.Web.Companies;
using Portal.Web.Kit;

namespace Portal.Web.Clients;

public sealed partial class ImportPage(
    ImportClients import, CompanyChoices companies, IStringLocalizer<ClientsPages> t, IStringLocalizer<ClientsText> texts) : IDisposable, IProgress<ImportProgress>
{
    private const long LargestFile = 50 * 1024 * 1024;

    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource? stopping;
    private IReadOnlyList<ListLegalEntities.Row> entities = [];
    private FileStream? file;
    private long entityId;
    private bool keepDuplicates;
    private bool busy;
    private bool saving;
    private bool done;
    private ImportProgress? progress;
    private ImportReport? report;
    private Result? result;

    private IStringLocalizer<ClientsPages> T => t;

    private static Refusal TooLarge => Refusal.Invalid("Clients.ImportTooLarge", LargestFile / 1024 / 1024);

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    public void Report(ImportProgress value)
    {
        progress = value;
        _ = InvokeAsync(StateHasChanged);
    }

    protected override async Task OnInitializedAsync()
    {
        entities = await companies.EntitiesAsync();
        entityId = entities.Count > 0 ? entities[0].Id : 0;
    }

    private void Forget() => (report, result, file) = (null, null, null);

    private async Task FileCameAsync(DroppedFile came)
    {
        file = came.Content;
        await RunAsync(dryRun: true);
    }

    private Task EntityChosenAsync(long id)
    {
        entityId = id;
        return RunAsync(dryRun: true);
    }

    private Task DuplicatesChosenAsync(bool keep)
    {
        keepDuplicates = keep;
        return RunAsync(dryRun: true);
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
            var run = await Task.Run(() => import.RunAsync(new(file, entityId, dryRun, keepDuplicates, this), stopping.Token));
            (report, result, done) = (run.Succeeded ? run.Value : null, run, !dryRun && run.Succeeded);
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            (report, result) = (null, Refusal.NotNow("Clients.ImportStopped", progress is null || dryRun ? 0 : progress.Created));
        }
        finally
        {
            busy = false;
            stopping.Dispose();
            stopping = null;
        }
    }

    private void Stop() => stopping?.Cancel();

    private string ColumnOf(ImportProblem problem) =>
        Enum.TryParse<ClientColumn>(problem.Column, out var column) ? ClientColumns.Heading(texts, column) : "";
}
