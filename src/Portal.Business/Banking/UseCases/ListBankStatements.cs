using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Banking.UseCases;

/// <summary>Statements, latest import first, with how many of their lines are settled.</summary>
public sealed class ListBankStatements(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(PageRequest Page, long? AccountId = null);

    public sealed record Row(
        long Id, string Account, string Reference, string FileName, DateOnly FirstOn, DateOnly LastOn, decimal? Opening, decimal? Closing, decimal? Difference,
        string Currency, DateTime ImportedAt, string ImportedBy, int Lines, int Settled);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var statements = db.BankStatements.AsNoTracking().Where(s => input.AccountId == null || s.BankAccountId == input.AccountId);
        var rows = await statements.OrderByDescending(s => s.ImportedAt).ThenByDescending(s => s.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(s => new Row(
                s.Id, db.BankAccounts.Where(a => a.Id == s.BankAccountId).Select(a => a.Name).First(), s.Reference, s.FileName, s.FirstOn, s.LastOn, s.Opening, s.Closing,
                s.Difference, s.Currency, s.ImportedAt, s.ImportedBy, db.BankLines.Count(l => l.StatementId == s.Id),
                db.BankLines.Count(l => l.StatementId == s.Id && l.State != BankLineState.ToDo))).ToListAsync(ct);
        return new Page<Row>(rows, await statements.CountAsync(ct));
    }
}
