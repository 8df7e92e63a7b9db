using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Pdf;

namespace Portal.Business.Quotes.Documents;

/// <summary>Draws a quote: "devis" in France, "soumission" in Québec. Once approved, with the signature under it.</summary>
public static class QuoteDocument
{
    /// <param name="approval">Null while it waits for an answer: then there is room to sign on paper.</param>
    public static byte[] Render(QuoteDocumentModel quote, Approval? approval = null) =>
        Draw(quote, approval, quote.InFrench is { } french ? Draw(french, approval, null) : null).ToBytes();

    private static PdfDocument Draw(QuoteDocumentModel quote, Approval? approval, PdfDocument? then)
    {
        var words = DocumentWords.For(quote.Language);
        var sheet = new Sheet(words, quote.Letterhead, quote.Seller, quote.Currency);
        var title = words["Quote"];
        List<Block> body =
        [
            SheetHead.Letterhead(sheet, title, quote.Number, approval is null ? null : words["SignedTitle"], then is null ? null : InFrenchToo.Remark(words, quote.Seller)),
            .. SheetHead.Parties(sheet, words["PreparedFor"], quote.Buyer, SheetHead.Delivery(sheet, quote.DeliveredTo)),
            SheetHead.Facts(
                sheet, ("QuotedOn", words.Formats.Date(quote.QuotedOn)), ("ValidUntil", words.Formats.Date(quote.ValidUntil)), ("PaymentTerms", quote.PaymentTerms),
                ("PurchaseOrder", quote.PurchaseOrder), ("Job", quote.JobNumber), ("Responsible", quote.Responsible)),
        ];
        if (quote.Title.Length > 0)
        {
            body.Add(new Paragraph(quote.Title, sheet.Strong with { Size = 12 }) { Role = ParagraphRole.Heading2, SpaceAfter = 5, KeepWithNext = true });
        }

        if (quote.Introduction.Length > 0)
        {
            body.Add(new Paragraph(quote.Introduction) { SpaceAfter = 10 });
        }

        body.AddRange(Lines(sheet, quote, approval is not null));
        body.AddRange(Schedules(sheet, quote));
        if (quote.RetentionPercent != 0)
        {
            body.Add(new Paragraph(
                words.Say("QuoteRetention", words.Formats.Percent(quote.RetentionPercent), sheet.Amount(Money.Round(quote.Total * quote.RetentionPercent / 100))), Sheet.Small)
            { SpaceBefore = 6 });
        }

        if (quote.Terms.Length > 0)
        {
            body.Add(Heading(sheet, words["QuoteTerms"]));
            body.Add(new Paragraph(quote.Terms, Sheet.Body with { Size = 8.5 }));
        }

        if (quote.Message.Length > 0)
        {
            body.Add(new Paragraph(quote.Message) { SpaceBefore = 14 });
        }

        if (approval is not null)
        {
            body.Add(SheetSigning.Approved(sheet, approval));
        }
        else if (!quote.IsDraft)
        {
            body.Add(SheetSigning.ToSign(sheet));
        }

        return sheet.Document($"{title} {quote.Number}", quote.CreatedAt, body, quote.IsDraft ? words["Draft"] : null, then: then);
    }

    /// <summary>What the tax column says of a line: the rate of its only tax, or the names of several.</summary>
    internal static string TaxOf(TaxCode? code, DateOnly day, string language) => code?.Components switch
    {
        null => "",
        [] => Formats.For(language).Percent(0),
        [var only] => Formats.For(language).Percent(only.RateOn(day) ?? 0),
        var several => string.Join(" + ", several.OrderBy(c => c.Order).Select(c => c.Name.In(language))),
    };

    private static IEnumerable<Block> Lines(Sheet sheet, QuoteDocumentModel quote, bool isAnswered)
    {
        var words = sheet.Words;
        var options = quote.Lines.Where(l => l.IsOptional).ToList();
        yield return SheetLines.Table(sheet, [.. quote.Lines.Where(l => !l.IsOptional).Select(l => Line(l, []))], words["Quote"]);
        if (options.Count > 0)
        {
            yield return Heading(sheet, words["Options"]);
            if (!isAnswered)
            {
                yield return new Paragraph(words["OptionsHint"], Sheet.Small) { KeepWithNext = true, SpaceAfter = 3 };
            }

            yield return SheetLines.Table(
                sheet,
                [.. options.Select(l => Line(l, [words[l.Counts ? "OptionChosen" : isAnswered ? "OptionNotChosen" : "OptionOpen"]]) with { IsTicked = l.Counts })],
                words["Options"],
                carryTotals: false);
        }

        var chosen = options.Exists(l => l.Counts);
        var netKey = options.Count == 0 ? "Subtotal" : chosen ? "SubtotalWithOptions" : "SubtotalWithoutOptions";
        var taxes = quote.Taxes.Select(t => new SheetTax(t.Name, t.Percent, t.Base, t.Amount, t.Reason, t.TaxComponentId is not null)).ToList();
        yield return SheetTotals.Block(sheet, quote.Net, taxes, quote.Total, taxes.Exists(t => t.IsCharged) ? "Total" : "TotalTaxFree", netKey);
    }

    private static SheetLine Line(QuoteDocumentLine line, IReadOnlyList<string> details) =>
        new(line.Description, details, line.Quantity, line.Unit, line.UnitPrice, line.DiscountPercent, line.Tax, line.Net)
        {
            Kind = line.UnitPrice != 0 || line.IsOptional ? SheetLineKind.Priced : SheetLineKind.Remark,
        };

    /// <summary>How it will be invoiced; nothing where it is one invoice and there is no choice.</summary>
    private static IEnumerable<Block> Schedules(Sheet sheet, QuoteDocumentModel quote)
    {
        var words = sheet.Words;
        if (quote.Schedules is [] or [{ Stages: [_], Note: "" }])
        {
            yield break;
        }

        yield return Heading(sheet, words[quote.Schedules.Count > 1 ? "ScheduleChoice" : "Schedule"]);
        foreach (var schedule in quote.Schedules)
        {
            if (schedule.Stages.Count == 0)
            {
                yield return new Paragraph(schedule.Note, Sheet.Body) { SpaceAfter = 8 };
                continue;
            }

            var table = new Table
            {
                Summary = schedule.Name,
                SpaceAfter = 8,
                CellPadding = new Edges(5, 3),
                Columns = [new(TrackWidth.Share()), new(TrackWidth.Fit, HorizontalAlign.Right), new(TrackWidth.Fit, HorizontalAlign.Right)],
                Header = { new TableRow(quote.Schedules.Count > 1 ? schedule.Name : words["ScheduleStage"], words["ScheduleShare"], words["ScheduleAmount"]) },
                HeaderStyle = Sheet.Small with { Bold = true },
                HeaderRule = Sheet.Hairline,
                Rows =
                [
                    .. schedule.Stages.Select(stage => new TableRow(stage.Label, stage.Percent is { } percent ? sheet.Formats.Percent(percent) : "", sheet.Amount(stage.Amount))
                    {
                        Style = Sheet.Body with { Size = 8.5 },
                    }),
                ],
            };
            Block said = schedule.Note.Length == 0 ? table : new Stack(table, new Paragraph(schedule.Note, Sheet.Small) { SpaceAfter = 8 });
            yield return new Columns { KeepTogether = true, Items = { new(TrackWidth.Share(2), said), new(TrackWidth.Share()) } };
        }
    }

    private static Paragraph Heading(Sheet sheet, string text) =>
        new(text, sheet.Heading) { Role = ParagraphRole.Heading2, SpaceBefore = 14, SpaceAfter = 4, KeepWithNext = true };
}
