using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Pdf;

namespace Portal.Business.Interventions.Documents;

/// <summary>Draws the report of a visit: "bon de travail" in Québec, "rapport d'intervention" in France.</summary>
public static class VisitReportDocument
{
    private const int PhotosInARow = 3;

    public static DocumentFile Render(VisitReportModel report, Letterhead letterhead)
    {
        var words = DocumentWords.For(report.Language);
        var sheet = new Sheet(words, letterhead, report.Seller, report.Currency);
        var title = words["VisitReport"];
        List<Block> body =
        [
            SheetHead.Letterhead(sheet, title, report.Number, report.LeftToDo.Length > 0 ? words["VisitUnfinished"] : null),
            .. SheetHead.Parties(sheet, words["VisitClient"], report.Client, Place(sheet, report)),
            SheetHead.Facts(
                sheet, ("VisitDay", words.Formats.Date(report.Day)), ("VisitFrom", Time(words, report.From)), ("VisitTo", Time(words, report.To)), ("VisitBy", report.Technicians),
                ("VisitRequest", report.RequestNumber)),
            .. Text(sheet, "VisitWanted", report.Wanted.Length > 0 ? $"{report.Title}\n{report.Wanted}" : report.Title),
            .. Text(sheet, "VisitEquipment", string.Join('\n', report.Equipment)),
            .. Text(sheet, "VisitWork", report.Report),
            .. Text(sheet, "VisitLeftToDo", report.LeftToDo),
            .. Answers(sheet, report.Answers),
            .. Parts(sheet, report.Parts),
            .. Signed(sheet, report),
            .. Photos(sheet, report),
        ];
        return new DocumentFile(
            FileNames.Safe($"{title} {report.Number}.pdf"), "application/pdf", sheet.Document($"{title} {report.Number}", report.WrittenAt, body).ToBytes());
    }

    private static string? Time(DocumentWords words, TimeOnly? time) => time is { } at ? words.Formats.Time(at) : null;

    private static IEnumerable<Block> Place(Sheet sheet, VisitReportModel report) => report.Place.Count == 0 ? [] :
    [
        new Stack(new Paragraph(sheet.Words["VisitPlace"], Sheet.Label), new Paragraph(report.Place[0], sheet.Strong), new Paragraph(string.Join('\n', report.Place.Skip(1)))),
    ];

    private static Paragraph Heading(Sheet sheet, string key) =>
        new(sheet.Words[key], sheet.Heading) { Role = ParagraphRole.Heading2, SpaceBefore = 8, SpaceAfter = 3, KeepWithNext = true };

    private static IEnumerable<Block> Text(Sheet sheet, string key, string text) =>
        text.Length == 0 ? [] : [Heading(sheet, key), new Paragraph(text, Sheet.Body with { LineHeight = 1.4 })];

    private static IEnumerable<Block> Answers(Sheet sheet, IReadOnlyList<ReportedAnswer> answers) => answers.Count == 0 ? [] :
    [
        Heading(sheet, "VisitAnswers"),
        new Table
        {
            Summary = sheet.Words["VisitAnswers"],
            Columns = [new(TrackWidth.Share()), new(TrackWidth.Share())],
            RowRule = Sheet.Hairline,
            CellPadding = new Edges(4, 4),
            Rows = [.. answers.Select(a => new TableRow(new TableCell(a.Question) { IsRowHeader = true }, Value(a)))],
        },
    ];

    private static TableCell Value(ReportedAnswer answer) => answer.Photo is { } photo
        ? new TableCell(new Picture(photo, answer.Question) { MaxWidth = 150, MaxHeight = 110 })
        : new TableCell(answer.Value);

    private static IEnumerable<Block> Parts(Sheet sheet, IReadOnlyList<ReportedPart> parts) => parts.Count == 0 ? [] :
    [
        Heading(sheet, "VisitParts"),
        new Table
        {
            Summary = sheet.Words["VisitParts"],
            Columns = [new(TrackWidth.Share()), new(TrackWidth.Fit, HorizontalAlign.Right)],
            RowRule = Sheet.Hairline,
            CellPadding = new Edges(4, 4),
            Rows = [.. parts.Select(p => new TableRow(p.Description, $"{sheet.Formats.Quantity(p.Quantity)} {p.Unit}".Trim()))],
        },
    ];

    private static IEnumerable<Block> Signed(Sheet sheet, VisitReportModel report)
    {
        if (report.SignedAt is not { } at)
        {
            yield break;
        }

        var words = sheet.Words;
        var facts = new Stack(
            new Paragraph(words["VisitSigned"], sheet.Heading) { Role = ParagraphRole.Heading2 },
            new Paragraph(report.SignedBy, sheet.Strong),
            new Paragraph(words.Formats.DateTime(sheet.Letterhead.Local(at)), Sheet.Small));
        var columns = new Columns { Gap = 20, Items = { new(TrackWidth.Share(), facts) } };
        if (report.AfterSignature.Count > 0)
        {
            facts.Children.Add(new Paragraph(words["VisitSignedBefore"], Sheet.Small) { SpaceBefore = 4 });
        }
        else if (report.Signature is { } image)
        {
            columns.Items.Add(new Column(TrackWidth.Share(), new Picture(image, words.Say("SignedImage", report.SignedBy)) { MaxWidth = 190, MaxHeight = 70 }));
        }

        yield return new Box(columns) { Border = new Stroke(1, sheet.Accent), Padding = new Edges(10, 8), SpaceBefore = 12 };
        if (report.AfterSignature.Count > 0)
        {
            yield return Heading(sheet, "VisitAfterSignature");
            yield return new Table
            {
                Summary = words["VisitAfterSignature"],
                Columns = [new(TrackWidth.Fit), new(TrackWidth.Share())],
                RowRule = Sheet.Hairline,
                CellPadding = new Edges(4, 4),
                Rows = [.. report.AfterSignature.Select(c => new TableRow(
                    words.Formats.DateTime(sheet.Letterhead.Local(c.At)), c.Detail.Length > 0 ? $"{words[$"VisitAfter{c.Kind}"]} · {c.Detail}" : words[$"VisitAfter{c.Kind}"]))],
            };
        }
    }

    private static IEnumerable<Block> Photos(Sheet sheet, VisitReportModel report)
    {
        if (report.Photos.Count == 0)
        {
            yield break;
        }

        yield return Heading(sheet, "VisitPhotos");
        foreach (var row in report.Photos.Select((photo, index) => (photo, index)).Chunk(PhotosInARow))
        {
            yield return new Columns
            {
                Gap = 8,
                KeepTogether = true,
                SpaceAfter = 8,
                Items =
                [
                    .. row.Select(p => new Column(TrackWidth.Share(), new Picture(p.photo, sheet.Words.Say("VisitPhoto", p.index + 1)) { MaxWidth = sheet.Width / PhotosInARow, MaxHeight = 170 })),
                    .. Enumerable.Repeat(new Column(TrackWidth.Share()), PhotosInARow - row.Length),
                ],
            };
        }

        if (report.MorePhotos > 0)
        {
            yield return new Paragraph(sheet.Words.Say("VisitMorePhotos", report.MorePhotos), Sheet.Small);
        }
    }
}
