using Portal.Business.Catalog;
using Portal.Business.Common;

namespace Portal.Business.Invoicing;

/// <summary>An amount to credit: of one line, or spread over the whole invoice in proportion to what is left of each tax code, account and job.</summary>
/// <param name="TaxIncluded">Whether the taxes are in the value.</param>
public sealed record CreditAmount(decimal Value, bool TaxIncluded, long? LineId = null);

/// <summary>
/// Fills a credit note. It uses the tax rates of the original's day; notes that use an invoice up equal it to the cent, of each tax.
/// </summary>
/// <param name="notes">The credit notes that the original has already.</param>
/// <param name="jobs">Of the original.</param>
public sealed class CreditNoteLines(Invoice note, Invoice original, IReadOnlyCollection<Invoice> notes, TaxTable taxes, InvoiceJobs jobs)
{
    private readonly CreditLedger ledger = CreditLedger.Of(original, notes, jobs);

    /// <summary>Everything that is left, quantities and amounts.</summary>
    public Result Rest() => Finish([.. ledger.Entries.Where(e => !e.IsUsedUp).SelectMany(e => Reverse(e, e.Quantity))]);

    /// <param name="quantities">How much of which line.</param>
    public Result Quantities(IReadOnlyDictionary<long, decimal> quantities)
    {
        var refusals = new List<Refusal>();
        foreach (var entry in ledger.Entries)
        {
            var quantity = quantities.GetValueOrDefault(entry.Line.Id);
            if (quantity != 0)
            {
                refusals.AddRange(quantity < 0 || quantity > entry.Quantity || entry.IsUsedUp
                    ? [Refusal.Invalid("Invoicing.MoreThanLineLeft", entry.Line.ShortDescription, entry.IsUsedUp ? 0 : entry.Quantity).On("Quantities")]
                    : Reverse(entry, quantity));
            }
        }

        return Finish(refusals);
    }

    public Result Amount(CreditAmount amount)
    {
        var targets = amount.LineId is { } lineId
            ? ledger.Entries.Where(e => e.Line.Id == lineId && ledger.CreditableOf(e) > 0).Select(e => new Target([e], e.Line.Id, ledger.CreditableOf(e))).ToList()
            : [.. ledger.Groups().Select(g => new Target(g.Entries, null, g.Net))];
        if (targets.Count == 0)
        {
            return Refusal.Invalid("Invoicing.NothingToCredit", original.DisplayNumber).On("Amount");
        }

        var wanted = amount.Value;
        var whole = targets.Select(t => t.Net).ToArray();
        var full = Put(targets, whole, amount.TaxIncluded);
        var left = Math.Min(full, amount.TaxIncluded ? original.Creditable : ledger.Entries.Sum(e => e.Net));
        if (wanted <= 0 || Money.Round(wanted) != wanted || wanted > left)
        {
            return Refusal.Invalid("Invoicing.MoreThanCreditable", original.DisplayNumber, (left, original.Currency)).On("Amount");
        }

        var reached = wanted < full ? Reach(targets, wanted, whole.Sum() * wanted / full, amount.TaxIncluded) : full;
        return reached == wanted ? Result.Done : Refusal.Invalid("Invoicing.NoCreditComesTo", (wanted, original.Currency), (reached, original.Currency)).On("Amount");
    }

    /// <summary>
    /// Tax included, not every amount is some net with its taxes: the net of the largest part is moved by a cent or two, and where that
    /// does not do it, the cent that is missing goes to the tax. Tells what it came to.
    /// </summary>
    private decimal Reach(List<Target> targets, decimal wanted, decimal net, bool taxIncluded)
    {
        var parts = Money.Split(taxIncluded ? Money.Round(net) : wanted, [.. targets.Select(t => t.Net)]).ToArray();
        var largest = Array.IndexOf(parts, parts.Max());
        var start = parts[largest];
        var best = (Miss: Math.Abs(wanted - Put(targets, parts, taxIncluded)), Net: start);
        for (var cents = -3; taxIncluded && cents <= 3 && best.Miss > 0; cents++)
        {
            parts[largest] = start + (cents / 100m);
            if (parts[largest] > 0 && parts[largest] <= targets[largest].Net && Math.Abs(wanted - Put(targets, parts, true)) is var miss && miss < best.Miss)
            {
                best = (miss, parts[largest]);
            }
        }

        parts[largest] = best.Net;
        var reached = Put(targets, parts, taxIncluded);
        if (reached == wanted || !taxIncluded)
        {
            return reached;
        }

        note.MoveTax(wanted - reached, original.Taxes, [.. notes.SelectMany(n => n.Taxes)]);
        return note.Total;
    }

    /// <summary>Makes the lines of an amount and tells what they come to.</summary>
    private decimal Put(List<Target> targets, IReadOnlyList<decimal> nets, bool taxIncluded)
    {
        note.Lines.Clear();
        for (var i = 0; i < targets.Count; i++)
        {
            if (nets[i] != 0)
            {
                var (of, said) = (targets[i].Entries[0].Line, TextsIn.Get<InvoicingText>(original.Language, "CreditedAmount", original.DisplayNumber));
                var line = new InvoiceLine
                {
                    Source = InvoiceLineSource.Text,
                    OriginalLineId = targets[i].LineId,
                    ContractId = targets[i].LineId is null ? null : of.ContractId,
                    JobLineId = jobs.AreSeveral ? of.JobLineId : null,
                };
                line.Set(new InvoiceLine.Values(targets[i].LineId is not null ? Worded(said, of.Description) : jobs.AreSeveral ? Worded(said, jobs.NameOf(jobs.Of(of))) : said, 1, "", nets[i], 0, of.TaxCodeId, of.GlAccountId));
                note.AddLine(line);
            }
        }

        Tax();
        return taxIncluded ? note.Total : note.Net;
    }

    private static string Worded(string said, string of) => said.Length + of.Length + 1 > PricedLine.LongestDescription
        ? $"{of[..(PricedLine.LongestDescription - said.Length - 2)]}…\n{said}"
        : $"{of}\n{said}";

    private IEnumerable<Refusal> Reverse(CreditLedger.Entry entry, decimal quantity)
    {
        var (line, net) = (entry.Line, entry.NetOf(quantity));
        var credited = new InvoiceLine { Source = line.Source, OriginalLineId = line.Id, ProductId = line.ProductId, JobLineId = line.JobLineId, DepositId = line.DepositId, ContractId = line.ContractId, UnitCost = line.UnitCost };
        var (price, discount) = entry.IsReduced ? (Money.RoundUnitPrice(net / quantity), 0) : (line.UnitPrice, line.DiscountPercent);
        var set = credited.Set(new InvoiceLine.Values(
            line.Description, quantity, line.Unit, price, discount, line.TaxCodeId, line.GlAccountId, line.PurchaseOrder, line.ServiceFrom, line.ServiceTo));
        credited.Reverse(entry, quantity);
        if (line.RatesOf is { } day)
        {
            credited.Deduct(line.Description, day, line.DepositRate);
        }

        note.AddLine(credited);
        return set.Refusals;
    }

    private Result Finish(List<Refusal> refusals)
    {
        refusals.AddRange(note.Lines.GroupBy(l => l.TaxCodeId)
            .Select(g => (Net: g.Sum(l => l.Net), Left: ledger.LeftOf(g.Key))).Where(g => g.Net > g.Left)
            .Select(g => Refusal.Invalid("Invoicing.MoreThanTaxLeft", (g.Net, original.Currency), (g.Left, original.Currency))));
        Tax();
        return refusals.Count > 0 ? Result.Refused(refusals)
            : note.Total <= 0 ? Refusal.Invalid("Invoicing.NothingToCredit", original.DisplayNumber)
            : Result.Done;
    }

    private void Tax()
    {
        note.Calculate(taxes, original.IssuedOn!.Value);
        note.FitTaxes(original.Taxes, [.. notes.SelectMany(n => n.Taxes)]);
    }

    private sealed record Target(IReadOnlyList<CreditLedger.Entry> Entries, long? LineId, decimal Net);
}
