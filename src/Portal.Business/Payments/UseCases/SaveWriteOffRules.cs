using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>Says up to how much the people of a company may write off, and where it is booked.</summary>
public sealed partial class SaveWriteOffRules(PortalDbContextFactory contexts, ICurrentUser user, ILogger<SaveWriteOffRules> log)
{
    public sealed record Input(
        long LegalEntityId, int Version, long? LossAccountId, long? GainAccountId, long? JournalId, IReadOnlyList<WriteOffLimit> Limits);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var checks = new FieldChecks();
        foreach (var (field, id) in new[] { (nameof(input.LossAccountId), input.LossAccountId), (nameof(input.GainAccountId), input.GainAccountId) })
        {
            checks.RefuseIf(id is null, field, Refusal.Invalid("Common.Required"));
            checks.RefuseIf(id is not null && !await db.GlAccounts.AnyAsync(a => a.Id == id && a.LegalEntityId == input.LegalEntityId, ct), field, Refusal.Invalid("Companies.AccountOfOtherEntity"));
        }

        checks.RefuseIf(input.JournalId is null, nameof(input.JournalId), Refusal.Invalid("Common.Required"));
        checks.RefuseIf(
            input.JournalId is not null && !await db.Journals.AnyAsync(j => j.Id == input.JournalId && j.LegalEntityId == input.LegalEntityId, ct),
            nameof(input.JournalId), Refusal.Invalid("Companies.JournalOfOtherEntity"));
        foreach (var limit in input.Limits)
        {
            checks.RefuseIf(limit.Amount is < 0 or > Money.LargestAmount || Money.Round(limit.Amount) != limit.Amount, "Limit" + limit.Currency, Refusal.Invalid("Payments.AmountOutOfRange"));
        }

        if (!checks.AllGood)
        {
            return Result.Refused(checks.Found);
        }

        var rules = await db.WriteOffRules.SingleOrDefaultAsync(r => r.LegalEntityId == input.LegalEntityId, ct);
        if (rules is null)
        {
            rules = new WriteOffRules
            {
                LegalEntityId = input.LegalEntityId,
                LossAccountId = input.LossAccountId!.Value,
                GainAccountId = input.GainAccountId!.Value,
                JournalId = input.JournalId!.Value,
            };
            db.WriteOffRules.Add(rules);
        }
        else
        {
            db.ExpectVersion(rules, input.Version);
        }

        rules.LossAccountId = input.LossAccountId!.Value;
        rules.GainAccountId = input.GainAccountId!.Value;
        rules.JournalId = input.JournalId!.Value;
        rules.Limits = [.. input.Limits.Where(l => l.Amount > 0)];
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogSaved(log, input.LegalEntityId);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Write-off rules of company {LegalEntityId} saved")]
    private static partial void LogSaved(ILogger logger, long legalEntityId);
}
