using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Banking.Reading;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Banking.UseCases;

/// <summary>
/// Imports a file of a bank. A dry run changes nothing and says what would be new. The run itself saves in batches, so it can be stopped
/// and run again: whatever is there already is left alone, also when two people import the same file at once.
/// </summary>
public sealed partial class ImportBankStatement(
    PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<ImportBankStatement> log)
{
    private const int BatchSize = 500;
    private const int Attempts = 4;

    /// <param name="File">Can be read from its start again; stays open.</param>
    /// <param name="BankAccountId">Whose CSV file it is. A CAMT file names its accounts itself.</param>
    public sealed record Input(
        Stream File, string FileName, long? BankAccountId, CsvMapping? Mapping, bool DryRun, IProgress<StatementProgress>? Progress = null);

    public async Task<Result<StatementReport>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsImport))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var accounts = await db.BankAccounts.AsNoTracking().Where(a => a.IsActive).OrderBy(a => a.Name).ToListAsync(ct);
        var chosen = accounts.Find(a => a.Id == input.BankAccountId);
        var read = await StatementFile.ReadAsync(input.File, chosen is null ? null : input.Mapping, null, ct);
        if (!read.TryGet(out var statements))
        {
            return Result<StatementReport>.Refused(read.Refusals);
        }

        var report = new StatementReport();
        var (done, total) = (0, statements.Sum(s => s.Lines.Count));
        foreach (var (statement, number) in statements.Select((s, i) => (s, i + 1)))
        {
            foreach (var problem in statement.Problems)
            {
                report.Add(number, problem);
            }

            var account = statement.Account.Length == 0 ? chosen : accounts.Find(a => a.IsNamed(statement.Account));
            if (WhyNot(statement, account) is { } refusal)
            {
                report.Add(number, new ReadProblem(0, refusal));
                continue;
            }

            var fresh = 0;
            var key = LineKeys.OfStatement(statement);
            foreach (var batch in LineKeys.Of(statement).Chunk(BatchSize))
            {
                var saved = await BatchAsync(account!, statement, key, batch, input, ct);
                if (!saved.TryGet(out var count))
                {
                    return Result<StatementReport>.Refused(saved.Refusals);
                }

                fresh += count;
                input.Progress?.Report(new StatementProgress(done += batch.Length, total));
            }

            report.Statements.Add(new StatementReport.Statement(
                account!.Id, account.Name, statement.Reference, statement.FirstOn, statement.LastOn, account.Currency, statement.Opening, statement.Closing, statement.Difference,
                statement.Lines.Count, fresh, statement.Lines.Where(l => l.Amount > 0).Sum(l => l.Amount), statement.Lines.Where(l => l.Amount < 0).Sum(l => l.Amount)));
        }

        if (!input.DryRun)
        {
            await KeepMappingAsync(chosen, input.Mapping, ct);
            LogImported(log, report.New, report.Known, report.Refused);
        }

        return report;
    }

    private static Refusal? WhyNot(ReadStatement statement, BankAccount? account) =>
        account is null ? Refusal.Invalid("Banking.UnknownAccount", Folding.Cut(statement.Account, 40))
        : statement.Currency.Length > 0 && statement.Currency != account.Currency ? Refusal.Invalid("Banking.OtherCurrency", statement.Currency, account.Currency)
        : null;

    /// <summary>How many lines of the batch are new. Whoever loses a race looks again.</summary>
    private async Task<Result<int>> BatchAsync(BankAccount account, ReadStatement read, string key, KeyedLine[] batch, Input input, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = contexts.CreateDbContext();
            var keys = batch.Select(l => l.Key).ToList();
            var known = await db.BankLines.Where(l => l.BankAccountId == account.Id && keys.Contains(l.Key)).Select(l => l.Key).ToHashSetAsync(ct);
            var fresh = batch.Where(l => !known.Contains(l.Key)).ToList();
            if (input.DryRun || fresh.Count == 0)
            {
                return fresh.Count;
            }

            var now = clock.GetUtcNow().UtcDateTime;
            var statement = await db.BankStatements.SingleOrDefaultAsync(s => s.BankAccountId == account.Id && s.Key == key, ct);
            if (statement is null)
            {
                statement = new BankStatement(account, read, key, input.FileName, user, now);
                db.BankStatements.Add(statement);
            }

            db.BankLines.AddRange(fresh.Select(l => new BankLine(statement, l, now)));
            var saved = await db.TrySaveAsync(ct);
            if (saved.Succeeded)
            {
                return fresh.Count;
            }

            if (attempt == Attempts || saved.Refusal!.Kind != RefusalKind.Conflict)
            {
                return Result<int>.Refused(saved.Refusals);
            }
        }
    }

    private async Task KeepMappingAsync(BankAccount? account, CsvMapping? mapping, CancellationToken ct)
    {
        if (account is null || mapping is null || account.Mapping == mapping)
        {
            return;
        }

        await using var db = contexts.CreateDbContext();
        (await db.BankAccounts.SingleAsync(a => a.Id == account.Id, ct)).Mapping = mapping;
        await db.TrySaveAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "Bank statement imported: {New} new lines, {Known} known, {Refused} left out")]
    private static partial void LogImported(ILogger logger, int @new, int known, int refused);
}
