using Portal.Business.Common;

namespace Portal.Business.Invoicing;

/// <summary>
/// What the credit notes of an issued invoice have left of each of its lines. A note reverses a quantity of a line, an amount of a line,
/// or an amount of all lines that share tax code, account and job; the last kind counts on each of those lines in proportion to what it has left.
/// </summary>
public sealed class CreditLedger
{
    private readonly List<Entry> entries;
    private readonly InvoiceJobs jobs;

    private CreditLedger(Invoice original, InvoiceJobs jobs) =>
        (this.jobs, entries) = (jobs, [.. original.Lines.OrderBy(l => l.Position).Select(l => new Entry(l) { Quantity = l.Quantity, Net = l.Net })]);

    /// <param name="notes">The issued credit notes of the invoice, with their lines.</param>
    /// <param name="jobs">Of the invoice.</param>
    public static CreditLedger Of(Invoice original, IEnumerable<Invoice> notes, InvoiceJobs jobs)
    {
        var ledger = new CreditLedger(original, jobs);
        foreach (var line in notes.OrderBy(n => n.IssuedOn).ThenBy(n => n.Number?.Length).ThenBy(n => n.Number, StringComparer.Ordinal).SelectMany(n => n.Lines.OrderBy(l => l.Position)))
        {
            ledger.Apply(line);
        }

        return ledger;
    }

    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>What a tax code has left, before tax: its lines together, of which those below zero and deducted deposits are a part.</summary>
    public decimal LeftOf(long? taxCode) => entries.Where(e => e.Line.TaxCodeId == taxCode).Sum(e => e.Net);

    /// <summary>What an amount may credit of one line: never more than its tax code has left.</summary>
    public decimal CreditableOf(Entry entry) => Math.Max(0, Math.Min(entry.Net, LeftOf(entry.Line.TaxCodeId)));

    /// <summary>
    /// Lines that share tax code, account and job, with what an amount may credit of them: together never more than the tax code has left,
    /// which lines below zero and deducted deposits lower.
    /// </summary>
    public IEnumerable<(IReadOnlyList<Entry> Entries, decimal Net)> Groups()
    {
        foreach (var code in entries.Where(e => e.Net != 0).GroupBy(e => e.Line.TaxCodeId))
        {
            var groups = code.GroupBy(e => (e.Line.GlAccountId, Job: jobs.Of(e.Line))).Where(g => g.Sum(e => e.Net) > 0).Select(g => g.ToList()).ToList();
            if (code.Sum(e => e.Net) is var left and > 0)
            {
                foreach (var (group, net) in groups.Zip(Money.Split(left, [.. groups.Select(g => g.Sum(e => e.Net))])))
                {
                    yield return (group, net);
                }
            }
        }
    }

    private void Apply(InvoiceLine credited)
    {
        if (credited.OriginalLineId is { } id)
        {
            entries.Single(e => e.Line.Id == id).Take(credited.ReversedQuantity, credited.Net);
            return;
        }

        var group = entries.Where(e => e.Net != 0 && (e.Line.TaxCodeId, e.Line.GlAccountId, jobs.Of(e.Line)) == (credited.TaxCodeId, credited.GlAccountId, jobs.Of(credited))).ToList();
        var sign = Math.Sign(group.Sum(e => e.Net));
        foreach (var (entry, part) in sign == 0 ? [] : group.Zip(Money.Split(sign * credited.Net, [.. group.Select(e => sign * e.Net)])))
        {
            entry.Take(0, sign * part);
        }
    }

    /// <summary>A line with what is left of its quantity and of its net.</summary>
    public sealed class Entry(InvoiceLine line)
    {
        public InvoiceLine Line { get; } = line;

        public decimal Quantity { get; internal set; }

        public decimal Net { get; internal set; }

        /// <summary>Amounts were credited, so that a quantity comes to less than it was invoiced for.</summary>
        public bool IsReduced { get; private set; }

        public bool IsUsedUp => Quantity <= 0 || (Net == 0 && Line.Net != 0);

        /// <summary>Already reversed of its quantity.</summary>
        public decimal Before => Line.Quantity - Quantity;

        /// <summary>What a quantity of it comes to: parts are cut from the running total, and the last one takes all that is left.</summary>
        public decimal NetOf(decimal quantity) =>
            quantity <= 0 ? 0
            : quantity >= Quantity ? Net
            : IsReduced ? Money.Round(Net * quantity / Quantity)
            : Line.NetOfPart(Before, quantity);

        internal void Take(decimal quantity, decimal net)
        {
            Quantity -= quantity;
            Net -= net;
            IsReduced |= quantity == 0;
        }
    }
}
