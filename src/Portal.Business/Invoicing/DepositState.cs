using Portal.Business.Catalog;
using Portal.Business.Common;

namespace Portal.Business.Invoicing;

/// <summary>A part of a deposit, before tax, that an invoice or proforma deducts; a credit note of that invoice gives it back, below zero.</summary>
public sealed record Deduction(long? TaxCodeId, decimal Net)
{
    public static Deduction Of(InvoiceKind kind, InvoiceLine line) => new(line.TaxCodeId, kind == InvoiceKind.CreditNote ? line.Net : -line.Net);
}

/// <summary>A deposit, what its credit notes gave back of it and what documents deduct of it: never more than there is, by tax code.</summary>
/// <param name="notes">Its issued credit notes, with lines and taxes.</param>
/// <param name="taken">What is deducted already.</param>
/// <param name="ratesOf">The day whose rates it is taxed at: that of its issue, of the planned one until then, else the one on which it was made.</param>
public sealed class DepositState(Invoice deposit, IReadOnlyCollection<Invoice> notes, IReadOnlyCollection<Deduction> taken, DateOnly ratesOf)
{
    private readonly List<Deduction> deductions = [.. taken];

    public Invoice Deposit => deposit;

    public DateOnly RatesOf => ratesOf;

    /// <summary>Before tax; of the codes that have something left.</summary>
    public IEnumerable<(long? TaxCodeId, long? GlAccountId, decimal Net)> Left() =>
        deposit.Lines.Where(l => l.Net != 0).OrderBy(l => l.Position).GroupBy(l => l.TaxCodeId)
            .Select(g => (g.Key, g.First().GlAccountId, Net: Uncredited(g.Key) - Deducted(g.Key))).Where(l => l.Net != 0);

    /// <summary>Adds what a document deducts, and counts it. More than is left is refused, and so is giving back what was never deducted.</summary>
    public Result Deduct(IEnumerable<Deduction> more, TaxTable taxes)
    {
        deductions.AddRange(more);
        foreach (var code in deductions.Select(d => d.TaxCodeId).Distinct())
        {
            var (whole, part) = (Uncredited(code), Deducted(code));
            if (whole >= 0 ? part < 0 || part > whole : part > 0 || part < whole)
            {
                return Refusal.NotNow("Invoicing.MoreThanDepositLeft", deposit.DisplayNumber, whole, part);
            }
        }

        return deposit.CountDeducted(Taken(taxes).Total);
    }

    /// <summary>What is deducted, in the form of a credit note: with the taxes that go with it, to the cent.</summary>
    public Invoice Taken(TaxTable taxes)
    {
        var document = deposit.StartCredit(deposit.CreatedAt);
        foreach (var code in deductions.GroupBy(d => d.TaxCodeId).Select(g => (g.Key, Net: g.Sum(d => d.Net))).Where(c => c.Net != 0))
        {
            var line = new InvoiceLine();
            line.Set(new InvoiceLine.Values("-", 1, "", code.Net, 0, code.Key, deposit.Lines.Find(l => l.TaxCodeId == code.Key)?.GlAccountId));
            document.AddLine(line);
        }

        document.Calculate(taxes, ratesOf);
        document.FitTaxes(deposit.Taxes, [.. notes.SelectMany(n => n.Taxes)]);
        return document;
    }

    private decimal Uncredited(long? code) =>
        deposit.Lines.Where(l => l.TaxCodeId == code).Sum(l => l.Net) - notes.SelectMany(n => n.Lines).Where(l => l.TaxCodeId == code).Sum(l => l.Net);

    private decimal Deducted(long? code) => deductions.Where(d => d.TaxCodeId == code).Sum(d => d.Net);
}
