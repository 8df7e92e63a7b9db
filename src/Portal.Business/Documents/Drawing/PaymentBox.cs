using Portal.Business.Catalog;
using Portal.Pdf;

namespace Portal.Business.Documents.Drawing;

/// <summary>How and until when to pay: amounts and days, reference, bank details, QR code.</summary>
internal static class PaymentBox
{
    private const double CodeSize = 76;

    /// <param name="instalments">In the order of their days; the last of them ends the debt.</param>
    /// <param name="retained">What is held back, due on its day.</param>
    /// <param name="reference">What the payer should quote.</param>
    public static Block Block(Sheet sheet, IReadOnlyList<Instalment> instalments, DateOnly issuedOn, string reference, Instalment? retained = null)
    {
        var words = sheet.Words;
        var columns = new Columns
        {
            Gap = 18,
            Items =
            {
                new(TrackWidth.Share(), new Stack(When(sheet, instalments, issuedOn), Later(sheet, retained), Labelled(sheet, "PaymentReference", reference)) { Gap = 4 }),
                new(TrackWidth.Share(1.2), How(sheet)),
            },
        };
        var first = instalments[0].Amount;
        if (sheet.Currency == "EUR" && EpcCode.Payload(sheet.Seller.LegalName, sheet.Seller.Bank.Iban, sheet.Seller.Bank.Bic, first, reference) is { } payload)
        {
            columns.Items.Add(new Column(TrackWidth.Fixed(CodeSize + 8), new Stack(
                new MatrixCode(EpcCode.Matrix(payload), CodeSize, words.Say("EpcAlternative", sheet.Amount(first), sheet.Seller.LegalName, reference)) { QuietZone = 0, Align = HorizontalAlign.Center },
                new Paragraph(words.Say("EpcCaption", sheet.Amount(first)), Sheet.Small with { Size = 6.5, LineHeight = 1.25 }) { Align = HorizontalAlign.Center })));
        }

        return new Box(new Stack(
            new Paragraph(words["Payment"], sheet.Heading) { Role = ParagraphRole.Heading2, SpaceAfter = 4 },
            columns))
        {
            KeepTogether = true,
            SpaceBefore = 12,
            Padding = new Edges(10, 8),
            Border = Sheet.Hairline,
        };
    }

    /// <summary>How to pay, where no single amount or day is to be named.</summary>
    public static Block Ways(Sheet sheet) => new Box(new Stack(
        new Paragraph(sheet.Words["Payment"], sheet.Heading) { Role = ParagraphRole.Heading2, SpaceAfter = 4 },
        How(sheet)))
    {
        KeepTogether = true,
        SpaceBefore = 12,
        Padding = new Edges(10, 8),
        Border = Sheet.Hairline,
    };

    private static Stack When(Sheet sheet, IReadOnlyList<Instalment> instalments, DateOnly issuedOn)
    {
        var words = sheet.Words;
        if (instalments is [var only])
        {
            var when = only.DueOn <= issuedOn ? words["PayNow"] : words.Say("PayBy", sheet.Formats.LongDate(only.DueOn));
            return new Stack(new Paragraph(when, Sheet.Label), new Paragraph(sheet.Amount(only.Amount), sheet.Strong with { Size = 12 }));
        }

        return new Stack(
            new Paragraph(words.Say("PayInstalments", instalments.Count), Sheet.Label),
            new Table
            {
                Columns = [new(TrackWidth.Fit), new(TrackWidth.Fit, HorizontalAlign.Right)],
                CellPadding = new Edges(0, 1.5, 14, 1.5),
                Rows = [.. instalments.Select(i => new TableRow(sheet.Formats.LongDate(i.DueOn), new TableCell(sheet.Amount(i.Amount)) { Style = sheet.Strong }))],
            });
    }

    private static Stack Later(Sheet sheet, Instalment? retained) => retained is null
        ? new Stack()
        : new Stack(
            new Paragraph(sheet.Words.Say("RetentionDue", sheet.Formats.LongDate(retained.DueOn)), Sheet.Label),
            new Paragraph(sheet.Amount(retained.Amount), sheet.Strong));

    private static Stack How(Sheet sheet)
    {
        var (words, seller) = (sheet.Words, sheet.Seller);
        var bank = seller.Bank;
        var text = Sheet.Body with { Size = 8.5 };
        var stack = new Stack { Gap = 1.5 };
        if (bank.Iban.Length > 0 || bank.Account.Length > 0)
        {
            stack.Children.Add(new Paragraph(words.Say("PayByTransfer", seller.LegalName), Sheet.Label));
            var details = new[]
            {
                Pair(words, "Iban", Identity.Iban(bank.Iban)),
                Identity.Joined(Pair(words, "Bic", bank.Bic), Pair(words, "Bank", bank.BankName)),
                bank.Iban.Length > 0 ? "" : Identity.Joined(Pair(words, "BankTransit", bank.Transit), Pair(words, "BankAccount", bank.Account)),
            };
            stack.Children.Add(new Paragraph(string.Join('\n', details.Where(d => d.Length > 0)), text));
        }

        if (!sheet.IsFrench)
        {
            stack.Children.Add(new Paragraph(words.Say("PayByCheque", seller.LegalName), text));
        }

        stack.Children.Add(new Paragraph(words["PayOnline"], text));
        return stack;
    }

    private static Stack Labelled(Sheet sheet, string key, string value) =>
        new(new Paragraph(sheet.Words[key], Sheet.Label), new Paragraph(value, sheet.Strong));

    private static string Pair(DocumentWords words, string key, string value) => value.Length == 0 ? "" : words.Labelled(key, value);
}
