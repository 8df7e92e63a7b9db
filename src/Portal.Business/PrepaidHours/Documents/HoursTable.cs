using Portal.Business.Documents.Drawing;
using Portal.Pdf;

namespace Portal.Business.PrepaidHours.Documents;

/// <summary>The table of statements of hours and timesheets.</summary>
internal static class HoursTable
{
    /// <param name="wide">The column that takes the room that is left.</param>
    /// <param name="numbersFrom">The first column that stands to the right.</param>
    public static Table Draw(Sheet sheet, string summary, int wide, IReadOnlyList<string> columns, int numbersFrom, IEnumerable<IReadOnlyList<string>> rows) => new()
    {
        Summary = summary,
        Columns = [.. columns.Select((_, i) => new TableColumn(i == wide ? TrackWidth.Share() : TrackWidth.Fit, i >= numbersFrom ? HorizontalAlign.Right : HorizontalAlign.Left))],
        Header = { new TableRow([.. columns.Select(c => (TableCell)sheet.Words[c])]) },
        HeaderStyle = new TextStyle { Size = 8, Bold = true, Color = sheet.Accent },
        HeaderRule = new Stroke(1, sheet.Accent),
        RowRule = Sheet.Hairline,
        CellPadding = new Edges(4, 4),
        Rows = [.. rows.Select(r => new TableRow([.. r.Select(c => (TableCell)c)]))],
    };
}
