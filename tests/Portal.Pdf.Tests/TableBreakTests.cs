using System.Globalization;
using Portal.Pdf.Tests.Tools;

namespace Portal.Pdf.Tests;

public class TableBreakTests
{
    [Fact]
    public void Table_OverPages_RepeatsItsHeaderAndShowsEachRowOnce()
    {
        PdfReader reader = new(SampleInvoice.Create(60).ToBytes());

        List<int> rows = [];
        for (int page = 0; page < 3; page++)
        {
            List<string> lines = reader.LinesOf(page);
            Assert.Single(lines, line => line == "No|Description|Qté|Prix unitaire|Montant");
            rows.AddRange(lines.Where(l => l.Split('|').Length == 5 && char.IsDigit(l[0])).Select(l => int.Parse(l.Split('|')[0], CultureInfo.InvariantCulture)));
            Assert.Contains($"Page {page + 1} de 3", string.Join('|', lines), StringComparison.Ordinal);
        }

        Assert.Equal(Enumerable.Range(1, 60), rows);
    }

    [Fact]
    public void CarriedTotals_AtEachBreak_MatchAndFollowTheRows()
    {
        PdfReader reader = new(SampleInvoice.Create(60).ToBytes());
        decimal sum = 0;
        string? carried = null;
        for (int page = 0; page < 3; page++)
        {
            List<string> lines = reader.LinesOf(page);
            int header = lines.IndexOf("No|Description|Qté|Prix unitaire|Montant");
            if (carried is not null)
            {
                Assert.Equal("Report|" + carried, lines[header + 1]);
            }

            string[][] rows = [.. lines.Skip(header + 1).Select(l => l.Split('|')).Where(r => r.Length == 5 && char.IsDigit(r[0][0]))];
            sum += rows.Sum(r => decimal.Parse(r[4].TrimEnd('$', '\u00A0'), CultureInfo.GetCultureInfo("fr-CA")));
            carried = lines.SingleOrDefault(l => l.StartsWith("À reporter", StringComparison.Ordinal))?.Split('|')[1];
            Assert.Equal(page < 2 ? SampleInvoice.Money(sum) : null, carried);
        }
    }

    [Fact]
    public void Totals_AfterATable_NeverStandAloneOnAPage()
    {
        for (int lines = 10; lines < 60; lines++)
        {
            PdfReader reader = new(SampleInvoice.Create(lines).ToBytes());
            List<string> withTotal = Enumerable.Range(0, reader.Pages.Count()).Select(reader.LinesOf)
                .Single(page => page.Exists(l => l.StartsWith("Total à payer", StringComparison.Ordinal)));

            Assert.Contains(withTotal, l => l.StartsWith(lines.ToString(CultureInfo.InvariantCulture) + "|", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Row_LargerThanAPage_BreaksAndLosesNothing()
    {
        string description = string.Join(' ', Enumerable.Range(1, 4000).Select(n => "mot" + n.ToString(CultureInfo.InvariantCulture)));

        PdfReader reader = new(SampleInvoice.Create(2, description: description).ToBytes());

        int pages = reader.Pages.Count();
        Assert.InRange(pages, 15, 25);
        string all = string.Concat(Enumerable.Range(0, pages).SelectMany(p => reader.TextsOf(p)).Where(t => t.Text.StartsWith("mot", StringComparison.Ordinal)).Select(t => t.Text.TrimEnd() + " "));
        Assert.Equal($"{description} {description} ", all);
    }

    [Fact]
    public void Row_ThatFitsOnAPage_IsNotBroken()
    {
        string description = string.Join('\n', Enumerable.Range(1, 20).Select(n => "ligne " + n.ToString(CultureInfo.InvariantCulture)));

        PdfReader reader = new(SampleInvoice.Create(9, description: description).ToBytes());

        for (int page = 0; page < reader.Pages.Count(); page++)
        {
            int first = reader.TextsOf(page).Count(t => t.Text.TrimEnd() == "ligne 1");
            Assert.Equal(first, reader.TextsOf(page).Count(t => t.Text == "ligne 20"));
        }
    }

    [Fact]
    public void Rows_KeptWithTheNext_ShareItsPage()
    {
        Table table = new() { Columns = [new(TrackWidth.Share())] };
        for (int i = 0; i < 200; i++)
        {
            table.Rows.Add(new TableRow($"{(i % 7 == 0 ? "group" : "row")} {i}") { KeepWithNext = i % 7 == 0 });
        }

        PdfReader reader = new(new PdfDocument("t", "en", SampleInvoice.CreatedAt) { Body = { table } }.ToBytes());

        Assert.All(
            Enumerable.Range(0, reader.Pages.Count()),
            page => Assert.DoesNotContain("group", reader.LinesOf(page)[^1], StringComparison.Ordinal));
    }

    [Fact]
    public void AmountColumn_ThatFitsItsContent_NeverWraps()
    {
        Table table = new()
        {
            Columns = [new(TrackWidth.Share()), new(TrackWidth.Fit, HorizontalAlign.Right)],
            Rows = { new TableRow(new string('x', 3000), "1 234 567 890,00 $") },
        };

        PdfReader reader = new(new PdfDocument("t", "en", SampleInvoice.CreatedAt) { Body = { table } }.ToBytes());

        Assert.Contains(reader.TextsOf(0), t => t.Text == "1 234 567 890,00 $");
    }

    [Fact]
    public void ManyColumns_BesideAShortText_TakeWhatItDoesNotNeed()
    {
        Table table = new()
        {
            Columns = [new(TrackWidth.Share()), .. Enumerable.Repeat(new TableColumn(TrackWidth.Fit), 7)],
            Header = { new TableRow("Invoice", "Day", "Due", "Days late", "Total of it", "Late", "Interest", "Fixed fee") },
            Rows = { new TableRow("F-000001", "30/08/2026", "30/09/2026", "59", "12 669,60", "12 669,60", "113,15", "40,00") },
            CellPadding = new Edges(4, 4),
        };

        PdfReader reader = new(new PdfDocument("t", "en", SampleInvoice.CreatedAt) { Body = { table } }.ToBytes());

        Assert.Contains(reader.TextsOf(0), t => t.Text == "30/08/2026");
        Assert.Contains(reader.TextsOf(0), t => t.Text == "F-000001");
    }

    [Fact]
    public void Row_WithMoreCellsThanColumns_IsRefused()
    {
        PdfDocument document = new("t", "en", SampleInvoice.CreatedAt)
        {
            Body = { new Table { Columns = [new(TrackWidth.Share())], Rows = { new TableRow("1", "2") } } },
        };

        Assert.Throws<InvalidOperationException>(document.ToBytes);
    }
}
