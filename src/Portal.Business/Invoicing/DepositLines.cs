using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Invoicing;

/// <summary>The lines of a deposit: one per tax code of what a job orders.</summary>
internal static class DepositLines
{
    /// <param name="percent">Of each ordered line, cut as a stage of a quote is; else the amount, spread in proportion.</param>
    /// <param name="taxCode">Of the amount where the job orders nothing.</param>
    /// <param name="room">What the job has room for; null: as much as is asked for.</param>
    public static void Add(Invoice deposit, Job job, long account, decimal? percent, decimal? amount, long? taxCode, DepositRoom? room)
    {
        var codes = CodesOf(job);
        if (percent is { } share)
        {
            var parts = codes.ConvertAll(c => c.Lines.Sum(l => new StageShare(0, share).OfAmount(l.Net)));
            if (room is null || codes.Zip(parts).All(p => p.Second <= room.Of(p.First.Code)))
            {
                var formats = Formats.For(deposit.Language);
                foreach (var (code, part) in codes.Zip(parts))
                {
                    AddLine(deposit, TextsIn.Get<InvoicingText>(deposit.Language, "DepositOfJob", formats.Percent(share), job.Number, formats.Amount(code.Whole, deposit.Currency)), part, code.Code, account);
                }

                return;
            }

            amount = parts.Sum();
        }

        var text = TextsIn.Get<InvoicingText>(deposit.Language, "DepositAmountOfJob", job.Number);
        if (codes.Count == 0)
        {
            AddLine(deposit, text, amount ?? 0, taxCode, account);
            return;
        }

        foreach (var (code, part) in codes.Zip(Money.Split(amount ?? 0, Weights(codes, room))))
        {
            AddLine(deposit, text, part, code.Code, account);
        }
    }

    /// <summary>
    /// The net that comes to an amount with its taxes (<see cref="GrossAmount"/>), spread over the tax codes of a job as <see cref="Add"/> spreads it.
    /// </summary>
    public static decimal NetOf(decimal gross, Job job, long? taxCode, TaxTable taxes, DateOnly day, DepositRoom? room)
    {
        var ordered = CodesOf(job);
        IReadOnlyList<TaxCode?> codes = ordered.Count > 0 ? ordered.ConvertAll(c => taxes.Find(c.Code)) : [taxes.Find(taxCode)];
        var weights = ordered.Count > 0 ? Weights(ordered, room) : [1m];
        decimal With(decimal net) => TaxCalculation.Calculate([.. codes.Zip(Money.Split(net, weights), (c, part) => (part, c))], day).Total;
        return GrossAmount.NetOf(gross, With);
    }

    /// <summary>The job says how a deposit on it is taxed: it orders something.</summary>
    public static bool SaysTax(Job job) => CodesOf(job).Count > 0;

    private static List<(long? Code, decimal Whole, List<JobLine> Lines)> CodesOf(Job job) =>
        [.. job.Lines.GroupBy(l => l.TaxCodeId).Select(g => (Code: g.Key, Whole: g.Sum(l => l.Net), Lines: g.ToList())).Where(c => c.Whole > 0)];

    /// <summary>An amount is spread over what is left to invoice, so that the invoices of the work can deduct it; where nothing is, over the order.</summary>
    private static decimal[] Weights(List<(long? Code, decimal Whole, List<JobLine> Lines)> codes, DepositRoom? room)
    {
        var left = codes.Select(c => room?.Of(c.Code) ?? 0).ToArray();
        return left.Sum() > 0 ? left : [.. codes.Select(c => c.Whole)];
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
