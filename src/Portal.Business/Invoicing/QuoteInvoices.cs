using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Quotes;

namespace Portal.Business.Invoicing;

/// <summary>
/// The proformas of an approved quote, one per stage of its schedule. They come to what the quote said of its stages: both are cut by
/// <see cref="StageShare"/> and taxed by <see cref="TaxCalculation"/>.
/// </summary>
public static class QuoteInvoices
{
    /// <param name="ordered">The job lines made from the quote's counted lines.</param>
    /// <param name="approvedOn">The day from which the stages count.</param>
    /// <param name="today">No stage is planned for a day before it.</param>
    /// <param name="made">Stages, from 1, that have their invoice already.</param>
    /// <returns>Refused line by line where less is left to invoice than the stages bill.</returns>
    public static Result<List<Invoice>> Make(
        Quote quote, IReadOnlyList<JobLine> ordered, DateOnly approvedOn, DateOnly today, IReadOnlyCollection<int> made, DateTime now)
    {
        var stages = quote.Schedule.Stages;
        var shares = StageShare.Of(stages);
        var open = Enumerable.Range(0, stages.Count).Where(i => !made.Contains(i + 1)).ToList();
        if (ordered.Select(line => WhyNotBillable(line, open.Sum(i => shares[i].OfQuantity(line.Quantity)))).OfType<Refusal>().ToList() is { Count: > 0 } refusals)
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
                due > today ? due : today, SendWhenIssued: true, quote.SiteId));
            foreach (var line in ordered)
            {
                Bill(invoice, line, shares[i], quote);
            }

            invoices.Add(invoice);
        }

        return invoices;
    }

    private static Refusal? WhyNotBillable(JobLine line, decimal quantity) =>
        Math.Abs(line.InvoicedQuantity + quantity) > Math.Abs(line.Quantity)
            ? Refusal.NotNow("Invoicing.QuoteLineInvoicedOtherwise", AddJobLine.Short(line.Description), quantity, line.QuantityToInvoice)
            : null;

    private static void Bill(Invoice invoice, JobLine line, StageShare share, Quote quote)
    {
        var quantity = share.OfQuantity(line.Quantity);
        var net = share.OfAmount(line.Net);
        var billed = new InvoiceLine { Source = InvoiceLineSource.Job, JobLineId = line.Id, ProductId = line.ProductId };
        var set = billed.Set(share.IsWhole
            ? new InvoiceLine.Values(line.Description, line.Quantity, line.Unit, line.UnitPrice, line.DiscountPercent, line.TaxCodeId, line.GlAccountId, line.PurchaseOrder)
            : new InvoiceLine.Values(Share(line, share.Percent, quote), 1, "", net, 0, line.TaxCodeId, line.GlAccountId, line.PurchaseOrder));
        if (!set.Succeeded)
        {
            throw new InvalidOperationException($"A line of quote {quote.FullNumber} can't be billed: {set.Refusal!.Code}.");
        }

        billed.Bill(quantity);
        line.Take(quantity, net, mayExceed: false);
        invoice.AddLine(billed);
    }

    private static string Title(Quote quote, int stage)
    {
        var stages = quote.Schedule.Stages;
        if (stages.Count == 1)
        {
            return quote.Title;
        }

        var percent = Formats.For(quote.Language).Percent(stages[stage].Percent);
        var said = stages[stage].Label.Length > 0
            ? $" — {stages[stage].Label} ({percent})"
            : TextsIn.Get<InvoicingText>(quote.Language, "StageTitle", "", stage + 1, stages.Count, percent);
        var room = Lengths.Name - said.Length;
        return ((quote.Title.Length > room ? quote.Title[..(room - 1)] + "…" : quote.Title) + said).TrimStart(' ', '—');
    }

    private static string Share(JobLine line, decimal percent, Quote quote)
    {
        var formats = Formats.For(quote.Language);
        var share = TextsIn.Get<InvoicingText>(quote.Language, "StageLine", formats.Percent(percent), formats.Amount(line.Net, quote.Currency));
        var room = PricedLine.LongestDescription - share.Length - 1;
        return (line.Description.Length > room ? line.Description[..(room - 1)] + "…" : line.Description) + "\n" + share;
    }
}
