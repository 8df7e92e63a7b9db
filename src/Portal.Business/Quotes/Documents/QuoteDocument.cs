using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Pdf;

namespace Portal.Business.Quotes.Documents;

/// <summary>Draws a quote as a PDF in its client's language.</summary>
public sealed class QuoteDocument(IStringLocalizer<QuotesText> texts)
{
    private static readonly TextStyle Small = new() { Size = 7.5, Color = PdfColor.Gray(90) };
    private static readonly TextStyle Strong = new() { Bold = true };

    public byte[] Render(QuoteDocumentModel quote)
    {
        using var language = CultureScope.Of(quote.Language);
        var accent = PdfColor.FromHex(quote.Color);
        var formats = Formats.For(quote.Language);
        string T(string key, params object[] args) => texts["Document." + key, args];

        var document = new PdfDocument($"{T("Title")} {quote.Number}", quote.Language, new DateTimeOffset(quote.CreatedAt, TimeSpan.Zero))
        {
            Author = quote.Seller.LegalName,
            Creator = "Portal",
            PageSize = quote.Paper == PaperFormat.A4 ? PageSize.A4 : PageSize.Letter,
            Watermark = quote.IsDraft ? T("Draft") : null,
            Footer = page => new Columns(
                new Paragraph($"{quote.Seller.LegalName} · {string.Join(" · ", quote.Seller.Address.Lines())}", Small),
                new Paragraph(T("Page", page.Number, page.Count), Small) { Align = HorizontalAlign.Right }),
            Body =
            {
                new Columns(
                    new Stack(
                        quote.Logo is { } logo
                            ? new Picture(PdfImage.Load(logo), quote.Seller.LegalName) { MaxWidth = 140, MaxHeight = 48 }
                            : new Paragraph(quote.Seller.LegalName, new TextStyle { Size = 14, Bold = true, Color = accent }),
                        new Paragraph(string.Join('\n', quote.Seller.Address.Lines().Append(quote.Seller.Phone).Append(quote.Seller.Email).Where(l => l.Length > 0)), Small) { SpaceBefore = 6 }),
                    new Stack(
                        new Paragraph(T("Title"), new TextStyle { Size = 20, Bold = true, Color = accent }) { Role = ParagraphRole.Heading1, Align = HorizontalAlign.Right },
                        new Paragraph(quote.Number, new TextStyle { Size = 11 }) { Align = HorizontalAlign.Right },
                        new Paragraph($"{T("QuotedOn")} {formats.Date(quote.QuotedOn)}\n{T("ValidUntil")} {formats.Date(quote.ValidUntil)}") { Align = HorizontalAlign.Right, SpaceBefore = 6 })),
                new Paragraph(string.Join('\n', new[] { quote.Buyer.Name, quote.Buyer.Attention }.Concat(quote.Buyer.Address.Lines()).Where(l => l.Length > 0))) { SpaceBefore = 28, SpaceAfter = 18 },
                new Paragraph(quote.Title, new TextStyle { Size = 13, Bold = true }) { Role = ParagraphRole.Heading2, SpaceAfter = 6 },
            },
        };
        if (quote.Introduction.Length > 0)
        {
            document.Body.Add(new Paragraph(quote.Introduction) { SpaceAfter = 10 });
        }

        document.Body.Add(Lines(quote, formats, accent, T));
        document.Body.Add(Totals(quote, formats, T));
        foreach (var schedule in quote.Schedules)
        {
            document.Body.Add(new Paragraph(schedule.Name.Length > 0 ? schedule.Name : T("Schedule"), Strong) { SpaceBefore = 10, KeepWithNext = true });
            document.Body.Add(new Paragraph(string.Join('\n', schedule.Stages.Select(s => $"{s.Label} · {formats.Amount(s.Amount, quote.Currency)}"))));
        }

        foreach (var text in new[] { quote.Terms, quote.Message }.Where(t => t.Length > 0))
        {
            document.Body.Add(new Paragraph(text, Small) { SpaceBefore = 12 });
        }

        return document.ToBytes();
    }

    private static Table Lines(QuoteDocumentModel quote, Formats formats, PdfColor accent, Func<string, object[], string> t)
    {
        var table = new Table
        {
            Columns = [new(TrackWidth.Share()), new(TrackWidth.Fit, HorizontalAlign.Right), new(TrackWidth.Fit, HorizontalAlign.Right), new(TrackWidth.Fit, HorizontalAlign.Right)],
            Header = { new TableRow(t("Description", []), t("Quantity", []), t("UnitPrice", []), t("Net", [])) },
            HeaderStyle = new TextStyle { Size = 8, Bold = true, Color = PdfColor.White },
            HeaderBackground = accent,
            RowRule = Stroke.Hairline,
        };
        foreach (var line in quote.Lines)
        {
            var description = line.IsOptional ? $"{line.Description}\n{t("Optional", [])}" : line.Description;
            var price = formats.UnitPrice(line.UnitPrice) + (line.DiscountPercent == 0 ? "" : $" -{formats.Percent(line.DiscountPercent)}");
            table.Rows.Add(new TableRow(description, $"{formats.Quantity(line.Quantity)} {line.Unit}".Trim(), price, formats.Number(line.Net)));
        }

        return table;
    }

    private static Table Totals(QuoteDocumentModel quote, Formats formats, Func<string, object[], string> t)
    {
        var table = new Table { SpaceBefore = 8, KeepTogether = true, Columns = [new(TrackWidth.Share(), HorizontalAlign.Right), new(TrackWidth.Fit, HorizontalAlign.Right)] };
        table.Rows.Add(new TableRow(t("Subtotal", []), formats.Amount(quote.Net, quote.Currency)));
        foreach (var tax in quote.Taxes.Where(x => x.TaxComponentId is not null))
        {
            table.Rows.Add(new TableRow($"{tax.Name.In(quote.Language)} {formats.Percent(tax.Percent)}", formats.Amount(tax.Amount, quote.Currency)));
        }

        table.Rows.Add(new TableRow(t("Total", []), formats.Amount(quote.Total, quote.Currency)) { Style = new TextStyle { Size = 11, Bold = true } });
        return table;
    }
}
