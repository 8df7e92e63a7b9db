using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Quotes;

namespace Portal.Business.Invoicing;

/// <summary>
/// The proformas of an approved quote, one per stage of its schedule. They come to what the quote said of its stages: both are cut by
/// <see cref="StageCut"/> and taxed by <see cref="TaxCalculation"/>. Deposits bill no lines; the last stage bills them and deducts the deposits.
/// </summary>
public static class QuoteInvoices
{
    /// <param name="ordered">The job lines made from the quote's counted lines.</param>
    /// <param name="approvedOn">The day from which the stages count.</param>
    /// <param name="today">No stage is planned for a day before it.</param>
    /// <param name="made">Stages, from 1, that have their invoice already.</param>
    /// <param name="depositAccount">Where deposits are booked.</param>
    /// <param name="deposits">Deposits of the quote that were made before.</param>
    /// <returns>
    /// Refused line by line where less is left to invoice than the stages bill, because it was invoiced otherwise. Of a line that was corrected downwards they bill what is left.
    /// </returns>
    public static Result<List<Invoice>> Make(
        Quote quote, IReadOnlyList<JobLine> ordered, DateOnly approvedOn, DateOnly today, IReadOnlyCollection<int> made, DateTime now,
        TaxTable taxes, long? depositAccount = null, IReadOnlyCollection<DepositState>? deposits = null)
    {
        if (ordered.Count > 0 && ordered.All(l => l.BillsDelivered))
        {
            return new List<Invoice>();
        }

        var stages = quote.Schedule.Stages;
        var cut = StageCut.Of([.. ordered.Select(l => new LineToCut(l.Net, l.Quantity, taxes.Find(l.TaxCodeId)))], stages, approvedOn);
        var last = stages.Count - 1;
        var open = Enumerable.Range(0, stages.Count).Where(i => !made.Contains(i + 1)).ToList();
        var billed = stages.Select((_, i) => made.Contains(i + 1) ? [] : cut.Billed(i).ToArray()).ToList();
        for (var at = 0; at < ordered.Count; at++)
        {
            if (WasCorrected(quote, ordered[at]))
            {
                TakeWhatIsLeft(ordered[at], at, billed);
            }
        }

        if (ordered.Select((line, at) => WhyNotBillable(line, open.Sum(i => billed[i][at].Quantity))).OfType<Refusal>().ToList() is { Count: > 0 } refusals)
        {
            return Result<List<Invoice>>.Refused(refusals);
        }

        var invoices = new List<Invoice>(open.Count);
        foreach (var i in open)
        {
            var due = stages[i].IssueOn(approvedOn);
            var invoice = new Invoice(InvoiceKind.Invoice, quote.LegalEntityId, quote.ClientId, quote.ClientId, quote.Language, quote.Currency, now);
            invoice.BelongTo(quote.JobId, quote.Id, i + 1);
            invoice.Edit(new Invoice.Head(
                quote.ClientId, Title(quote, i), quote.PurchaseOrder, quote.FiscalPositionId, quote.PaymentTermsId, null, null,
                due > today ? due : today, SendWhenIssued: true, quote.SiteId, RetentionPercent: quote.RetentionPercent));
            if (stages[i].IsDeposit)
            {
                Ask(invoice, ordered, cut.Part(i), stages[i], quote, depositAccount);
            }

            foreach (var ((line, part), share) in ordered.Zip(billed[i]).Zip(cut.Billed(i)))
            {
                LineShares.Bill(invoice, line, part, part == share ? Percents(stages, i) : null);
            }

            if (invoice.Lines.Count == 0 && ordered.Any(l => WasCorrected(quote, l)))
            {
                continue;
            }

            if (i == last)
            {
                DepositDeductions.Add(invoice, deposits ?? []);
                invoices.Where(d => d.IsDeposit).SelectMany(d => d.Lines, (d, l) => DepositDeductions.Line(d, d.PlannedOn ?? today, l.TaxCodeId, l.GlAccountId, l.Net, quote.Language)).ToList()
                    .ForEach(line => invoice.AddLine(line));
            }

            invoices.Add(invoice);
        }

        return invoices.Count == 0 && open.Count > 0 ? Refusal.NotNow("Invoicing.NothingLeftOfQuote", quote.FullNumber) : invoices;
    }

    /// <summary>Totals of what was made, and what it deducts counted on the deposits.</summary>
    public static Result Calculate(IReadOnlyList<Invoice> invoices, IReadOnlyCollection<DepositState> deposits, TaxTable taxes, DateOnly today)
    {
        foreach (var invoice in invoices)
        {
            invoice.Calculate(taxes, invoice.PlannedOn ?? today);
        }

        var refusals = DepositDeductions.Count(
            deposits.Concat(invoices.Where(i => i.IsDeposit).Select(i => new DepositState(i, [], [], i.PlannedOn ?? today))), InvoiceKind.Invoice, [.. invoices.SelectMany(i => i.Lines)], taxes);
        return refusals.Count > 0 ? Result.Refused(refusals) : Result.Done;
    }

    /// <summary>A line per tax code.</summary>
    private static void Ask(Invoice invoice, IReadOnlyList<JobLine> ordered, IReadOnlyList<LinePart> parts, ScheduleStage stage, Quote quote, long? account)
    {
        invoice.AskDeposit();
        var formats = Formats.For(quote.Language);
        foreach (var code in ordered.Zip(parts).GroupBy(l => l.First.TaxCodeId).Select(g => (g.Key, Whole: g.Sum(l => l.First.Net), Net: g.Sum(l => l.Second.Net))).Where(c => c.Net != 0))
        {
            var line = new InvoiceLine { Source = InvoiceLineSource.Text };
            var size = stage.Measure == StageMeasure.Percent ? formats.Percent(stage.Percent) : formats.Amount(code.Net, quote.Currency);
            var said = TextsIn.Get<InvoicingText>(quote.Language, "DepositOfQuote", size, quote.FullNumber, formats.Amount(code.Whole, quote.Currency));
            line.Set(new InvoiceLine.Values(said, 1, "", code.Net, 0, code.Key, account));
            invoice.AddLine(line);
        }
    }

    /// <summary>What the lines of a stage bill, in percent; null where an amount is among them.</summary>
    private static decimal? Percents(IReadOnlyList<ScheduleStage> stages, int stage)
    {
        var billed = stages.Where((s, i) => i == stage || (stage == stages.Count - 1 && s.IsDeposit)).ToList();
        return billed.TrueForAll(s => s.Measure == StageMeasure.Percent) ? billed.Sum(s => s.Percent) : null;
    }

    /// <summary>Its quantity or price is another one than the quote ordered.</summary>
    public static bool WasCorrected(Quote quote, JobLine ordered) =>
        quote.Lines.Find(l => l.Id == ordered.QuoteLineId) is { } asked && (asked.Quantity != ordered.Quantity || asked.UnitPrice != ordered.UnitPrice);

    /// <summary>Stages that were billed before the line was corrected downwards took more than their share of it: those after them take what is left, and no more.</summary>
    private static void TakeWhatIsLeft(JobLine line, int at, List<LinePart[]> billed)
    {
        var (quantity, net) = line.Net != 0 && line.LeftNet == 0 ? (0, 0) : (line.QuantityToInvoice, line.NetToInvoice);
        foreach (var stage in billed.Where(s => s.Length > 0))
        {
            var all = Math.Abs(stage[at].Quantity) >= Math.Abs(quantity) || Math.Abs(stage[at].Net) >= Math.Abs(net);
            stage[at] = all && stage[at] != default ? new LinePart(net, quantity) : stage[at];
            (quantity, net) = (quantity - stage[at].Quantity, net - stage[at].Net);
        }
    }

    private static Refusal? WhyNotBillable(JobLine line, decimal quantity) =>
        Math.Abs(line.InvoicedQuantity + quantity) > Math.Abs(line.Quantity)
            ? Refusal.NotNow("Invoicing.QuoteLineInvoicedOtherwise", AddJobLine.Short(line.Description), quantity, line.QuantityToInvoice)
            : null;

    private static string Title(Quote quote, int stage)
    {
        var stages = quote.Schedule.Stages;
        if (stages.Count == 1)
        {
            return quote.Title;
        }

        var formats = Formats.For(quote.Language);
        var size = stages[stage].Measure switch
        {
            StageMeasure.Percent => formats.Percent(stages[stage].Percent),
            StageMeasure.Rest => TextsIn.Get<InvoicingText>(quote.Language, "StageRest"),
            var amount => TextsIn.Get<InvoicingText>(quote.Language, $"Stage.{amount}", formats.Amount(stages[stage].Amount, quote.Currency)),
        };
        var said = stages[stage].Label.Length > 0
            ? $" — {stages[stage].Label} ({size})"
            : TextsIn.Get<InvoicingText>(quote.Language, "StageTitle", "", stage + 1, stages.Count, size);
        var room = Lengths.Name - said.Length;
        return ((quote.Title.Length > room ? quote.Title[..(room - 1)] + "…" : quote.Title) + said).TrimStart(' ', '—');
    }
}
