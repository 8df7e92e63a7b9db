using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Pdf;

namespace Portal.Business.Documents.Drawing;

/// <summary>One tax of a document, as it is printed.</summary>
/// <param name="IsCharged">False for lines without tax, which have a reason instead.</param>
internal sealed record SheetTax(LocalText Name, decimal Percent, decimal Base, decimal Amount, LocalText Reason, bool IsCharged);

/// <summary>The discount on a whole document, as it is printed.</summary>
/// <param name="Label">"Discount 10 %".</param>
internal sealed record SheetDiscount(string Label, decimal Amount);

/// <summary>What the client holds back of the total, as it is printed.</summary>
/// <param name="Label">"Holdback 10 % until …".</param>
internal sealed record SheetRetention(string Label, decimal Amount);

/// <summary>Totals on the right, how the taxes came about on the left.</summary>
internal static class SheetTotals
{
    private const double TaxTableWidth = 218;

    /// <param name="totalKey">Text of the last row.</param>
    /// <param name="retention">Taken off what is due now; the taxes are those of the whole.</param>
    /// <param name="discount">On the whole document; <paramref name="net"/> is after it.</param>
    public static Block Block(
        Sheet sheet, decimal net, IReadOnlyList<SheetTax> taxes, decimal total, string totalKey, string netKey = "Subtotal", SheetDiscount? discount = null,
        SheetRetention? retention = null)
    {
        var left = new Stack { Gap = 4 };
        if (taxes.Count > 0)
        {
            left.Children.Add(new Columns { Items = { new(TrackWidth.Fixed(TaxTableWidth), TaxTable(sheet, taxes)), new(TrackWidth.Share()) }, Gap = 0 });
        }

        foreach (var reason in taxes.Select(t => t.Reason.In(sheet.Words.Language)).Where(r => r.Length > 0).Distinct(StringComparer.Ordinal))
        {
            left.Children.Add(new Paragraph(reason, Sheet.Body with { Size = 8 }) { SpaceBefore = 2 });
        }

        return new Columns
        {
            Gap = 22,
            KeepTogether = true,
            SpaceBefore = 8,
            Items = { new(TrackWidth.Share(), left), new(TrackWidth.Fixed(215), Totals(sheet, net, taxes, total, totalKey, netKey, discount, retention)) },
        };
    }

    /// <summary>"TPS 5 %"; just the name where it says the rate already ("TVA 20 %").</summary>
    public static string Label(Sheet sheet, LocalText name, decimal percent) => sheet.Formats.Tax(name.In(sheet.Words.Language), percent);

    private static Table Totals(Sheet sheet, decimal net, IReadOnlyList<SheetTax> taxes, decimal total, string totalKey, string netKey, SheetDiscount? discount,
        SheetRetention? retention)
    {
        var table = new Table
        {
            Columns = [new(TrackWidth.Share()), new(TrackWidth.Fit, HorizontalAlign.Right)],
            CellPadding = new Edges(8, 3.5),
            Summary = sheet.Words["Total"],
        };
        if (discount is { } given)
        {
            table.Rows.Add(new TableRow(RowName(new Paragraph(sheet.Words["SumOfLines"])), sheet.Amount(net + given.Amount)));
            table.Rows.Add(new TableRow(RowName(new Paragraph(given.Label)), sheet.Amount(-given.Amount)));
        }

        table.Rows.Add(new TableRow(RowName(new Paragraph(sheet.Words[discount is null ? netKey : "NetAfterDiscount"])), sheet.Amount(net)));
        foreach (var tax in taxes.Where(t => t.IsCharged))
        {
            var name = new Paragraph(Label(sheet, tax.Name, tax.Percent));
            if (sheet.Seller.Numbers.OfTax(tax.Name) is { Length: > 0 } number)
            {
                name.Runs.Add(new TextRun("\n" + sheet.Words.Say("RegistrationShort", Identity.Program(number)), Sheet.Small with { Size = 7 }));
            }

            table.Rows.Add(new TableRow(RowName(name), sheet.Amount(tax.Amount)));
        }

        table.Rows.Add(new TableRow(RowName(new Paragraph($"{sheet.Words[totalKey]} ({sheet.Currency})")), sheet.Amount(total))
        {
            Style = new TextStyle { Size = 11, Bold = true, Color = DocumentPalette.Ink },
            Background = sheet.Tint,
            RuleAbove = new Stroke(1, sheet.Accent),
        });
        if (retention is { } held)
        {
            table.Rows.Add(new TableRow(RowName(new Paragraph(held.Label)), sheet.Amount(-held.Amount)));
            table.Rows.Add(new TableRow(RowName(new Paragraph($"{sheet.Words["DueNow"]} ({sheet.Currency})")), sheet.Amount(total - held.Amount))
            {
                Style = new TextStyle { Size = 11, Bold = true, Color = DocumentPalette.Ink },
                RuleAbove = Sheet.Hairline,
            });
        }

        return table;
    }

    private static Table TaxTable(Sheet sheet, IReadOnlyList<SheetTax> taxes)
    {
        var words = sheet.Words;
        var formats = sheet.Formats;
        var table = new Table
        {
            Columns = [new(TrackWidth.Share()), Right, Right, Right],
            CellPadding = new Edges(3, 2),
            Summary = words["TaxTable"],
            Header = { new TableRow(words["TaxName"], words["TaxBase"], words["TaxRate"], words["TaxAmount"]) },
            HeaderStyle = Sheet.Small with { Bold = true },
            HeaderRule = Sheet.Hairline,
        };
        foreach (var tax in taxes)
        {
            table.Rows.Add(new TableRow(
                tax.Name.In(words.Language), formats.Number(tax.Base), formats.Percent(tax.Percent), formats.Number(tax.Amount))
            { Style = Sheet.Small });
        }

        return table;
    }

    private static TableColumn Right { get; } = new(TrackWidth.Fit, HorizontalAlign.Right);

    private static TableCell RowName(Paragraph name) => new(name) { IsRowHeader = true };
}
