using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Invoicing;

/// <summary>The lines of a deposit: one per tax code of what a job orders.</summary>
internal static class DepositLines
{
    /// <param name="percent">Of each ordered line, cut as a stage of a quote is; else the amount, spread in proportion.</param>
    /// <param name="taxCode">Of the amount where the job orders nothing.</param>
    public static void Add(Invoice deposit, Job job, long account, decimal? percent, decimal? amount, long? taxCode)
    {
        var formats = Formats.For(deposit.Language);
        var codes = job.Lines.GroupBy(l => l.TaxCodeId).Select(g => (Code: g.Key, Whole: g.Sum(l => l.Net), Lines: g.ToList())).Where(c => c.Whole > 0).ToList();
        if (percent is { } share)
        {
            foreach (var (code, whole, lines) in codes)
            {
                var said = TextsIn.Get<InvoicingText>(
                    deposit.Language, "DepositOfJob", formats.Percent(share), job.Number, formats.Amount(whole, deposit.Currency));
                AddLine(deposit, said, lines.Sum(l => new StageShare(0, share).OfAmount(l.Net)), code, account);
            }

            return;
        }

        var text = TextsIn.Get<InvoicingText>(deposit.Language, "DepositAmountOfJob", job.Number);
        if (codes.Count == 0)
        {
            AddLine(deposit, text, amount ?? 0, taxCode, account);
            return;
        }

        foreach (var (code, part) in codes.Zip(Money.Split(amount ?? 0, [.. codes.Select(c => c.Whole)])))
        {
            AddLine(deposit, text, part, code.Code, account);
        }
    }

    /// <summary>
    /// The net that comes to an amount with its taxes (<see cref="GrossAmount"/>), spread over the tax codes of a job as <see cref="Add"/> spreads it.
    /// </summary>
    public static decimal NetOf(decimal gross, Job job, long? taxCode, TaxTable taxes, DateOnly day)
    {
        var codes = job.Lines.GroupBy(l => l.TaxCodeId).Select(g => (Code: taxes.Find(g.Key), Whole: g.Sum(l => l.Net))).Where(c => c.Whole > 0).ToList();
        codes = codes.Count > 0 ? codes : [(taxes.Find(taxCode), 1m)];
        decimal With(decimal net) => TaxCalculation.Calculate([.. codes.Zip(Money.Split(net, [.. codes.Select(c => c.Whole)]), (c, part) => (part, c.Code))], day).Total;
        return GrossAmount.NetOf(gross, With);
    }

    /// <summary>What most products of the company are taxed with, through the client's fiscal position.</summary>
    public static async Task<long?> UsualTaxAsync(PortalDbContext db, Invoice deposit, CancellationToken ct)
    {
        var usual = await db.Products.Where(p => p.LegalEntityId == deposit.LegalEntityId && p.IsActive && p.TaxCodeId != null)
            .GroupBy(p => p.TaxCodeId).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstOrDefaultAsync(ct);
        var position = await db.FiscalPositions.AsNoTracking().Include(p => p.Taxes).SingleOrDefaultAsync(p => p.Id == deposit.FiscalPositionId, ct);
        return position is null ? usual : position.TaxCodeFor(usual);
    }

    private static void AddLine(Invoice deposit, string text, decimal net, long? taxCode, long account)
    {
        if (net != 0)
        {
            var line = new InvoiceLine { Source = InvoiceLineSource.Text };
            line.Set(new InvoiceLine.Values(text, 1, "", net, 0, taxCode, account));
            deposit.AddLine(line);
        }
    }
}
