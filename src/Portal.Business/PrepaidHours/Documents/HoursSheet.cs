using System.Globalization;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Business.Invoicing;
using Portal.Pdf;

namespace Portal.Business.PrepaidHours.Documents;

/// <summary>Draws a statement of hours: the sums of its period, the orders as they stand, and every movement.</summary>
internal static class HoursSheet
{
    public static DocumentFile Draw(HoursStatement statement, SellerParty seller, BuyerParty client, string language, string currency, Letterhead letterhead, DateTime now)
    {
        var words = DocumentWords.For(language);
        var sheet = new Sheet(words, letterhead, seller, currency);
        var (from, to) = (words.Formats.Date(statement.From), words.Formats.Date(statement.To));
        List<Block> body =
        [
            SheetHead.Letterhead(sheet, words["HoursStatement"], to, null),
            .. SheetHead.Parties(sheet, words["StatementOf"], client, []),
            SheetHead.Facts(
                sheet, ("HoursBefore", Hours(sheet, statement.Before)), ("HoursBought", Hours(sheet, statement.Bought)), ("HoursUsed", Hours(sheet, statement.Used)),
                ("HoursExpired", statement.Expired == 0 ? null : Hours(sheet, statement.Expired)), ("HoursCorrected", statement.Corrected == 0 ? null : Hours(sheet, statement.Corrected)),
                ("HoursAfter", Hours(sheet, statement.After))),
        ];
        if (statement.Packs.Count > 0)
        {
            body.Add(Heading(sheet, words["HoursOrders"]));
            body.Add(HoursTable.Draw(
                sheet, words["HoursOrders"], 1, ["HoursOrder", "Description", "HoursBoughtOn", "HoursExpiresOn", "HoursBought", "HoursUsed", "HoursLeft"], 4,
                statement.Packs.Select(p => new[]
                {
                    p.Number, p.Description, words.Formats.Date(p.BoughtOn), p.ExpiresOn is { } last ? words.Formats.Date(last) : "", Hours(sheet, p.Bought), Hours(sheet, p.Used), Hours(sheet, p.Left),
                })));
        }

        var period = words.Say("StatementPeriod", from, to);
        var left = statement.Before;
        body.Add(Heading(sheet, period));
        body.Add(HoursTable.Draw(
            sheet, period, 2, ["StatementWhen", "StatementWhat", "HoursWhatFor", "HoursBy", "Hours", "HoursLeft"], 4,
            [
                [from, words["HoursBefore"], "", "", "", Hours(sheet, statement.Before)],
                .. statement.Rows.Select(r => new[]
                {
                    words.Formats.Date(r.On), words[$"HoursMovement.{r.Kind}"], r.Note.Length > 0 ? r.Note : r.PackNumber, r.By, Hours(sheet, r.Minutes), Hours(sheet, left += r.Minutes),
                }),
                [to, words["HoursAfter"], "", "", "", Hours(sheet, statement.After)],
            ]));
        return new DocumentFile(
            FileNames.Safe($"{words["HoursStatement"]} {statement.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.pdf"), "application/pdf",
            sheet.Document($"{words["HoursStatement"]} {from} – {to}", now, body).ToBytes());
    }

    private static string Hours(Sheet sheet, int minutes) => HoursSharing.Text(sheet.Formats, minutes);

    private static Paragraph Heading(Sheet sheet, string text) =>
        new(text, sheet.Heading) { Role = ParagraphRole.Heading2, SpaceBefore = 12, SpaceAfter = 4, KeepWithNext = true };
}
