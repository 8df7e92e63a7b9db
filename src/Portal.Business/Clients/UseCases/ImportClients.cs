using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Portal.Business.Clients.Import;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>
/// Reads clients from a CSV file. A dry run changes nothing and reports every row that would be left out. The run itself saves the
/// good rows in batches, so it can be stopped: run again, it leaves out what is there already.
/// </summary>
public sealed class ImportClients(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, IStringLocalizer<ClientsText> texts, ILogger<ImportClients> logger)
{
    private const int BatchSize = 500;

    /// <param name="File">Can be read from its start again; stays open.</param>
    /// <param name="KeepDuplicates">Import rows that are like a client that is there; otherwise they are left out.</param>
    public sealed record Input(Stream File, long LegalEntityId, bool DryRun, bool KeepDuplicates = false, IProgress<ImportProgress>? Progress = null);

    public async Task<Result<ImportReport>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsImport))
        {
            return Refusal.Forbidden;
        }

        try
        {
            return await ReadAsync(input, ct);
        }
        catch (CsvFormatException e)
        {
            return Refusal.Invalid("Clients.ImportDamaged", e.RecordNumber);
        }
    }

    private async Task<Result<ImportReport>> ReadAsync(Input input, CancellationToken ct)
    {
        var headings = ClientColumns.ByHeading(texts);
        var unknown = await ClientRows.CheckHeadingsAsync(input.File, headings, ct);
        if (unknown.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await LoadDefaultsAsync(input.LegalEntityId, ct) is not { } defaults)
        {
            return Refusal.Invalid("Clients.UnknownEntity").On(nameof(input.LegalEntityId));
        }

        var report = new ImportReport { UnknownHeadings = unknown.Value };
        var reader = new ClientRowReader(defaults);
        await using var looking = await contexts.CreateDbContextAsync(ct);
        var known = new KnownClients(looking);
        await foreach (var batch in ClientRows.ReadAsync(input.File, headings, ct).Chunk(BatchSize).WithCancellation(ct))
        {
            var ready = await SortOutAsync(batch, reader, known, input.KeepDuplicates, report, ct);
            if (!input.DryRun && await SaveAsync(ready, ct) is { } failed)
            {
                return failed;
            }

            report.Ready += ready.Count;
            input.Progress?.Report(new ImportProgress(report.Rows, report.Ready));
        }

        if (!input.DryRun)
        {
            logger.ClientsImported(report.Ready, report.RefusedRows, report.Duplicates);
        }

        return report;
    }

    private static async Task<List<ReadClient>> SortOutAsync(
        ClientRow[] batch, ClientRowReader reader, KnownClients known, bool keepDuplicates, ImportReport report, CancellationToken ct)
    {
        report.Rows += batch.Length;
        var good = new List<ReadClient>();
        foreach (var row in batch)
        {
            var (client, refusals) = reader.Read(row);
            if (refusals.Count == 0)
            {
                good.Add(client);
                continue;
            }

            report.RefusedRows++;
            foreach (var refusal in refusals)
            {
                report.Add(new ImportProblem(row.Number, client.Fields.Name, refusal.Field, refusal));
            }
        }

        var reasons = await known.DuplicatesAsync(good, ct);
        var ready = new List<ReadClient>();
        foreach (var (client, reason) in good.Zip(reasons))
        {
            if (reason is not null)
            {
                report.Duplicates++;
                report.Add(new ImportProblem(client.Row.Number, client.Fields.Name, null, Refusal.Conflict(reason)));
            }

            if (reason is null || keepDuplicates)
            {
                ready.Add(client);
            }
        }

        return ready;
    }

    private async Task<Refusal?> SaveAsync(List<ReadClient> ready, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.Clients.AddRange(ready.Select(r => NewClient.Make(r.Fields, r.Manager, r.Copies, [], r.Labels)));
        return (await db.TrySaveAsync(ct)).Refusal;
    }

    private async Task<ImportDefaults?> LoadDefaultsAsync(long entityId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == entityId && e.IsActive, ct);
        return entity is null
            ? null
            : new ImportDefaults(
                entity,
                await db.PaymentTerms.Where(t => t.IsActive).ToDictionaryAsync(t => t.Code, t => t.Id, StringComparer.OrdinalIgnoreCase, ct),
                await db.FiscalPositions.Where(p => p.LegalEntityId == entityId && p.IsActive).ToDictionaryAsync(p => p.Code, p => p.Id, StringComparer.OrdinalIgnoreCase, ct),
                await db.GlAccounts.Where(a => a.LegalEntityId == entityId && a.IsActive).ToDictionaryAsync(a => a.Number, a => a.Id, StringComparer.OrdinalIgnoreCase, ct));
    }
}
