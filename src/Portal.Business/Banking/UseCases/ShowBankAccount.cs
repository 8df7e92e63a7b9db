using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Banking.UseCases;

/// <summary>A bank account to edit, with the accounts and journals that its company offers.</summary>
public sealed class ShowBankAccount(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Id">Null for a new one of <paramref name="LegalEntityId"/>.</param>
    public sealed record Input(long? Id, long LegalEntityId = 0);

    public sealed record Choice(long Id, string Text);

    public sealed record Shown(int Version, BankAccountFields Fields, IReadOnlyList<Choice> Accounts, IReadOnlyList<Choice> Journals);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var account = input.Id is { } id ? await db.BankAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) : null;
        var entityId = account?.LegalEntityId ?? input.LegalEntityId;
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == entityId, ct);
        if (entity is null || (input.Id is not null && account is null))
        {
            return Refusal.NotFound;
        }

        var language = System.Globalization.CultureInfo.CurrentUICulture.Name;
        var accounts = await db.GlAccounts.AsNoTracking().Where(a => a.LegalEntityId == entityId && a.Kind == GlAccountKind.Bank && a.IsActive)
            .OrderBy(a => a.Number).Select(a => new { a.Id, a.Number, a.Name }).ToListAsync(ct);
        var journals = await db.Journals.AsNoTracking().Where(j => j.LegalEntityId == entityId && j.Kind == JournalKind.Bank && j.IsActive)
            .OrderBy(j => j.Code).Select(j => new { j.Id, j.Code, j.Name }).ToListAsync(ct);
        return new Shown(
            account?.Version ?? 0,
            account is not null ? BankAccountFields.Of(account) : new BankAccountFields
            {
                LegalEntityId = entityId,
                Currency = entity.Currency,
                GlAccountId = entity.BankAccountId,
                JournalId = entity.BankJournalId,
            },
            [.. accounts.Select(a => new Choice(a.Id, $"{a.Number} {a.Name.In(language)}"))],
            [.. journals.Select(j => new Choice(j.Id, $"{j.Code} {j.Name.In(language)}"))]);
    }
}
