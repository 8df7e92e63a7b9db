using Microsoft.EntityFrameworkCore;
using Portal.Business.Banking.Reading;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Banking.UseCases;

/// <summary>Our bank accounts with what waits in each; there are few.</summary>
public sealed class ListBankAccounts(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Row(
        long Id, string Name, string Number, long LegalEntityId, string LegalEntity, string Currency, bool IsActive, int ToDo, DateOnly? LastOn, CsvMapping? Mapping);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var accounts = await db.BankAccounts.AsNoTracking().OrderBy(a => a.Name).ThenBy(a => a.Id).ToListAsync(ct);
        var entities = await db.LegalEntities.AsNoTracking().Select(e => new { e.Id, e.Name }).ToDictionaryAsync(e => e.Id, e => e.Name, ct);
        var toDo = await db.BankLines.Where(l => l.State == BankLineState.ToDo).GroupBy(l => l.BankAccountId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var last = await db.BankStatements.GroupBy(s => s.BankAccountId).Select(g => new { g.Key, Last = g.Max(s => s.LastOn) }).ToDictionaryAsync(g => g.Key, g => g.Last, ct);
        return accounts.ConvertAll(a => new Row(
            a.Id, a.Name, a.Display, a.LegalEntityId, entities[a.LegalEntityId], a.Currency, a.IsActive, toDo.GetValueOrDefault(a.Id),
            last.TryGetValue(a.Id, out var on) ? on : null, a.Mapping));
    }
}
