using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Banking.UseCases;

/// <summary>A new bank account of a company of ours, or a change of one.</summary>
public sealed partial class SaveBankAccount(PortalDbContextFactory contexts, ICurrentUser user, ILogger<SaveBankAccount> log)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="Version">What the user saw; a newer one refuses the change.</param>
    public sealed record Input(long? Id, int Version, BankAccountFields Fields);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var account = input.Id is { } id ? await db.BankAccounts.SingleOrDefaultAsync(a => a.Id == id, ct) : null;
        if (input.Id is not null && account is null)
        {
            return Refusal.NotFound;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        fields.LegalEntityId = account?.LegalEntityId ?? fields.LegalEntityId;
        await fields.CheckReferencesAsync(db, account?.Id, checks, ct);
        if (account is not null && account.Currency != fields.Currency && await db.BankLines.AnyAsync(l => l.BankAccountId == account.Id, ct))
        {
            checks.Refuse(nameof(fields.Currency), Refusal.NotNow("Banking.CurrencyInUse"));
        }

        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        if (account is null)
        {
            account = new BankAccount
            {
                LegalEntityId = fields.LegalEntityId,
                Name = fields.Name,
                Currency = fields.Currency,
                GlAccountId = fields.GlAccountId!.Value,
                JournalId = fields.JournalId!.Value,
            };
            db.BankAccounts.Add(account);
        }
        else
        {
            db.ExpectVersion(account, input.Version);
        }

        fields.ApplyTo(account);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return Result<long>.Refused(saved.Refusals);
        }

        LogSaved(log, account.Id);
        return account.Id;
    }

    [LoggerMessage(LogLevel.Information, "Bank account {BankAccountId} saved")]
    private static partial void LogSaved(ILogger logger, long bankAccountId);
}
