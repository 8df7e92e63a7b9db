using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>The rules of a company to edit, with the accounts and journals that it offers.</summary>
public sealed class ShowWriteOffRules(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Choice(long Id, string Text);

    public sealed record Shown(
        int Version, long? LossAccountId, long? GainAccountId, long? JournalId, IReadOnlyList<WriteOffLimit> Limits, IReadOnlyList<Choice> Accounts, IReadOnlyList<Choice> Journals);

    public async Task<Result<Shown>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!await db.LegalEntities.AnyAsync(e => e.Id == legalEntityId, ct))
        {
            return Refusal.NotFound;
        }

        var language = System.Globalization.CultureInfo.CurrentUICulture.Name;
        var rules = await db.WriteOffRules.AsNoTracking().SingleOrDefaultAsync(r => r.LegalEntityId == legalEntityId, ct);
        var accounts = await db.GlAccounts.AsNoTracking().Where(a => a.LegalEntityId == legalEntityId && a.IsActive).OrderBy(a => a.Number)
            .Select(a => new { a.Id, a.Number, a.Name }).ToListAsync(ct);
        var journals = await db.Journals.AsNoTracking().Where(j => j.LegalEntityId == legalEntityId && j.IsActive).OrderBy(j => j.Code)
            .Select(j => new { j.Id, j.Code, j.Name }).ToListAsync(ct);
        return new Shown(
            rules?.Version ?? 0, rules?.LossAccountId, rules?.GainAccountId, rules?.JournalId, rules?.Limits ?? [],
            [.. accounts.Select(a => new Choice(a.Id, $"{a.Number} {a.Name.In(language)}"))],
            [.. journals.Select(j => new Choice(j.Id, $"{j.Code} {j.Name.In(language)}"))]);
    }
}
