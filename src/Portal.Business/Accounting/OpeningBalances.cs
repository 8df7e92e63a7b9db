using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.Gateways;
using Portal.Business.Catalog;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Accounting;

/// <summary>
/// The opening entry ("à-nouveaux") of a fiscal year: what stands on each balance-sheet account when the year before closes, per client. What was
/// earned or lost stands on one account for the year before and on one for all years before that, so that the entry balances: by the French
/// chart of accounts 120 or 129 (profit, loss) and 110 or 119 (carried forward), under the number that the company's chart has for it.
/// </summary>
internal static class OpeningBalances
{
    /// <summary>Journal of the entry.</summary>
    public const string Journal = "AN";

    /// <summary>Before the first: entries keep the numbers under which they were handed over.</summary>
    public const long EntryNumber = 0;

    private static readonly ResourceManager Texts = new(typeof(AccountingText));

    private sealed record Balance(long AccountId, long? ClientId, decimal Before, decimal LastYear)
    {
        public decimal Amount => Before + LastYear;
    }

    /// <summary>Null where nothing was booked before the year.</summary>
    public static async Task<JournalPiece?> ReadAsync(PortalDbContext db, LegalEntity entity, FiscalYear year, CancellationToken ct)
    {
        var lastYear = year.First.AddYears(-1);
        var accounts = await db.GlAccounts.AsNoTracking().Where(a => a.LegalEntityId == entity.Id).ToDictionaryAsync(a => a.Id, ct);
        var balances = await SumAsync(db, entity.Id, year.First, lastYear, ct);
        var clients = await db.Clients.Where(c => db.AccountingEntries.Any(e => e.LegalEntityId == entity.Id && e.BookedOn < year.First && e.Lines.Any(l => l.ClientId == c.Id)))
            .Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        var lines = balances.Where(b => b.Amount != 0 && !IsResult(accounts[b.AccountId]))
            .OrderBy(b => accounts[b.AccountId].Number, StringComparer.Ordinal).ThenBy(b => b.ClientId)
            .Select(b => Line(
                accounts[b.AccountId].Number, accounts[b.AccountId].Name.In(entity.Language), b.Amount, b.ClientId, b.ClientId is { } id ? clients[id] : ""))
            .ToList();
        var results = balances.Where(b => IsResult(accounts[b.AccountId])).ToList();
        AddResult(results.Sum(b => b.Before), "110", "119");
        AddResult(results.Sum(b => b.LastYear), "120", "129");
        return lines.Count == 0 ? null : new JournalPiece(
            $"{year.First:yyyyMMdd}-{Journal}", entity.Name, Journal, Text("Opening.Journal"), year.First, $"{Journal}-{year.First:yyyyMMdd}", Text("Opening.Label"),
            entity.Currency, EntryNumber, year.First, lines);

        void AddResult(decimal amount, string profit, string loss)
        {
            var prefix = amount < 0 ? profit : loss;
            var own = accounts.Values.Where(a => a.Number.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(a => a.Number, StringComparer.Ordinal).FirstOrDefault();
            if (amount != 0)
            {
                lines.Add(Line(own?.Number ?? prefix + "000", own?.Name.In(entity.Language) ?? Text($"Opening.{prefix}"), amount));
            }
        }

        string Text(string key) => Texts.GetString(key, CultureInfo.GetCultureInfo(entity.Language))!;
    }

    private static async Task<List<Balance>> SumAsync(PortalDbContext db, long entityId, DateOnly first, DateOnly lastYear, CancellationToken ct)
    {
        var sums = await (
            from e in db.AccountingEntries
            join l in db.Set<AccountingEntryLine>() on e.Id equals l.AccountingEntryId
            where e.LegalEntityId == entityId && e.BookedOn < first
            group l by new { l.GlAccountId, l.ClientId, IsLast = e.BookedOn >= lastYear } into g
            select new { g.Key.GlAccountId, g.Key.ClientId, g.Key.IsLast, Debit = g.Sum(l => l.Debit), Credit = g.Sum(l => l.Credit) }).ToListAsync(ct);
        return
        [
            .. sums.GroupBy(s => (s.GlAccountId, s.ClientId)).Select(g => new Balance(
                g.Key.GlAccountId, g.Key.ClientId, g.Where(s => !s.IsLast).Sum(s => s.Debit - s.Credit), g.Where(s => s.IsLast).Sum(s => s.Debit - s.Credit))),
        ];
    }

    /// <summary>Classes 6 and 7 of the French chart of accounts; what bears no class of it goes by its kind.</summary>
    private static bool IsResult(GlAccount account) => account.Number[0] switch
    {
        '6' or '7' => true,
        >= '1' and <= '5' => false,
        _ => account.Kind is GlAccountKind.Income or GlAccountKind.Expense,
    };

    private static JournalPieceLine Line(string account, string name, decimal amount, long? clientId = null, string clientName = "") =>
        new(account, name, clientId, clientName, Math.Max(amount, 0), Math.Max(-amount, 0));
}
