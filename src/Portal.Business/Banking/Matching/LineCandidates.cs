using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments;

namespace Portal.Business.Banking.Matching;

/// <summary>An open invoice that a line may pay.</summary>
/// <param name="DueOn">Of the oldest instalment that is open.</param>
internal sealed record OpenInvoice(long Id, string Number, long PayerId, DateOnly DueOn, decimal Balance, string Currency, string PurchaseOrder)
{
    /// <summary>What would settle its open instalments up to each of them but the last, whose sum is the balance; empty where there is one.</summary>
    public IReadOnlyList<decimal> Steps { get; init; } = [];
}

/// <summary>A payment or refund that is recorded and has no line yet.</summary>
internal sealed record RecordedMoney(long Id, string Number, long PayerId, decimal Amount, string Currency, DateOnly On, string Reference);

/// <summary>
/// All that the lines of one company may be about, read in a handful of queries for all of them together: a hundred lines cost what one costs.
/// </summary>
internal sealed class LineCandidates
{
    /// <summary>How many lines are looked at together.</summary>
    public const int MostLines = 100;

    private const int MostInvoices = 2000;
    private const int MostTokens = 6;
    private const int DaysApart = 12;

    private LineCandidates()
    {
    }

    public required IReadOnlyList<OpenInvoice> Invoices { get; init; }

    public required IReadOnlyDictionary<string, long> Known { get; init; }

    /// <summary>Clients by folded name; null where several have it.</summary>
    public required IReadOnlyDictionary<string, long?> ByName { get; init; }

    public required IReadOnlyDictionary<long, string> Names { get; init; }

    public required IReadOnlyList<RecordedMoney> Recorded { get; init; }

    public required ReferenceReader Reader { get; init; }

    public static async Task<LineCandidates> LoadAsync(PortalDbContext db, long entityId, IReadOnlyList<BankLine> lines, CancellationToken ct)
    {
        var series = await db.NumberSeries.AsNoTracking().Where(s => s.LegalEntityId == entityId && s.Document == NumberedDocument.Invoice)
            .Select(s => new { s.Prefix, s.Digits }).SingleOrDefaultAsync(ct);
        var reader = new ReferenceReader(series?.Prefix ?? "", series?.Digits ?? 6);
        var numbers = lines.SelectMany(l => reader.Read(l.AllText)).Select(n => n.Number).Distinct().ToList();
        var orders = lines.SelectMany(OrdersIn).Distinct().ToList();
        var amounts = lines.Select(l => l.Amount).Distinct().ToList();
        var keys = lines.SelectMany(KnownPayer.KeysOf).Distinct().ToList();
        var names = lines.Select(l => Clients.Client.FoldName(l.Name)).Where(n => n.Length > 0).Distinct().ToList();

        var known = await db.KnownPayers.AsNoTracking().Where(p => p.LegalEntityId == entityId && keys.Contains(p.Key)).ToDictionaryAsync(p => p.Key, p => p.ClientId, ct);
        var named = await db.Clients.AsNoTracking().Where(c => names.Contains(c.FoldedName)).Select(c => new { c.Id, c.FoldedName }).ToListAsync(ct);
        var open = db.Invoices.AsNoTracking().WhereOpen().Where(i => i.LegalEntityId == entityId);
        var found = await Select(open.Where(i => numbers.Contains(i.Number!) || (i.PurchaseOrder != "" && orders.Contains(i.PurchaseOrder)) || amounts.Contains(i.Balance - i.Held)
            || (i.Instalments.Count > 1 && i.Instalments.Any(t => t.Position < i.Instalments.Count && amounts.Contains(t.Amount))))).ToListAsync(ct);
        var payers = known.Values.Concat(named.Select(c => c.Id)).Concat(found.Where(i => numbers.Contains(i.Number)).Select(i => i.PayerId)).Distinct().ToList();
        found.AddRange(await Select(open.Where(i => payers.Contains(i.BilledToId))).ToListAsync(ct));

        var recorded = await RecordedAsync(db, entityId, lines, ct);
        var ids = found.Select(i => i.PayerId).Concat(payers).Concat(recorded.Select(r => r.PayerId)).Distinct().ToList();
        return new LineCandidates
        {
            Invoices = await WithStepsAsync(db, [.. found.DistinctBy(i => i.Id).OrderBy(i => i.DueOn).ThenBy(i => i.Id)], ct),
            Known = known,
            ByName = named.GroupBy(c => c.FoldedName).ToDictionary(g => g.Key, g => g.Count() == 1 ? g.First().Id : (long?)null),
            Names = await db.Clients.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, ct),
            Recorded = recorded,
            Reader = reader,
        };
    }

    /// <summary>Words of a line that may be the client's order number: with a digit, and long enough to mean something.</summary>
    public static IEnumerable<string> OrdersIn(BankLine line) => line.AllText.Split([' ', '\n', ',', ';', ':', '/', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
        .Select(w => w.Trim('.', '-', '#')).Where(w => w.Length is >= 4 and <= 40 && w.Any(char.IsAsciiDigit)).Take(MostTokens);

    private static IQueryable<OpenInvoice> Select(IQueryable<Invoice> invoices) => invoices.OrderBy(InvoiceDue.Next).ThenBy(i => i.Id).Take(MostInvoices)
        .Select(Rules.Over<Invoice, OpenInvoice>(
            (Invoice i, DateOnly? dueOn) => new OpenInvoice(i.Id, i.Number!, i.BilledToId, dueOn!.Value, i.Balance - i.Held, i.Currency, i.PurchaseOrder), InvoiceDue.Next));

    private static async Task<IReadOnlyList<OpenInvoice>> WithStepsAsync(PortalDbContext db, IReadOnlyList<OpenInvoice> invoices, CancellationToken ct)
    {
        var ids = invoices.Select(i => i.Id).ToList();
        var parts = (await db.Invoices.Where(i => ids.Contains(i.Id) && i.Instalments.Count > 1).SelectMany(i => i.Instalments).Select(t => new { t.InvoiceId, t.DueOn, t.Amount })
            .Concat(db.RetentionReleases.Where(r => ids.Contains(r.InvoiceId) && r.ReversedOn == null).Select(r => new { r.InvoiceId, DueOn = r.ReleasedOn, r.Amount })).ToListAsync(ct))
            .ToLookup(t => t.InvoiceId, t => new DueAmount(t.DueOn, t.Amount));
        return [.. invoices.Select(i => !parts.Contains(i.Id) ? i : i with { Steps = StepsOf(OldestOpen.Parts([.. parts[i.Id]], i.Balance)) })];
    }

    private static List<decimal> StepsOf(IReadOnlyList<DueAmount> open)
    {
        var sum = 0m;
        return [.. open.SkipLast(1).Select(p => sum += p.Amount)];
    }

    private static async Task<List<RecordedMoney>> RecordedAsync(PortalDbContext db, long entityId, IReadOnlyList<BankLine> lines, CancellationToken ct)
    {
        var most = lines.Max(l => l.Amount);
        var (from, to) = (lines.Min(l => l.BookedOn).AddDays(-DaysApart), lines.Max(l => l.BookedOn).AddDays(DaysApart));
        return await db.Payments.AsNoTracking()
            .Where(p => p.LegalEntityId == entityId && p.State == PaymentState.Recorded && p.Method != PaymentMethod.Cash && p.Method != PaymentMethod.Online
                && p.ReceivedOn >= from && p.ReceivedOn <= to && p.Amount <= most && !db.BankLinePayments.Any(l => l.PaymentId == p.Id))
            .OrderBy(p => p.ReceivedOn).ThenBy(p => p.Id).Take(MostInvoices)
            .Select(p => new RecordedMoney(p.Id, p.Number, p.ClientId, p.Amount, p.Currency, p.ReceivedOn, p.Reference)).ToListAsync(ct);
    }
}
