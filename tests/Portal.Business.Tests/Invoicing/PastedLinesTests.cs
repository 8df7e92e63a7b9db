using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Common;
using Portal.Business.Invoicing;

namespace Portal.Business.Tests.Invoicing;

public sealed class PastedLinesTests
{
    private static readonly Formats French = Formats.For("fr-CA");

    [Fact]
    public void Read_OfHeadingsInAnotherOrder_FollowsThem()
    {
        var read = PastedLines.Read("Qté\tDésignation\tPrix unitaire\tRemise %\tUnité\n2\tPose\t1 234,50\t10\th", French);

        var row = Assert.Single(read.Rows);
        Assert.True(read.HasHeadings);
        Assert.Equal(("Pose", 2m, "h", 1234.50m, 10m), (row.Description, row.Quantity, row.Unit, row.UnitPrice, row.DiscountPercent));
        Assert.Empty(row.Problems);
    }

    [Theory]
    [InlineData("Pose\t3\th\t12,5", 3, "h", 12.5)]
    [InlineData("Pose\t3\t12.50", 3, "", 12.5)]
    [InlineData("Pose;3;m²;12,50", 3, "m²", 12.5)]
    [InlineData("Pose\t3\t12,50\t5", 3, "", 12.5)]
    [InlineData("Pose\t3\t\t12,50", 3, "", 12.5)]
    [InlineData("Pose", 1, "", 0)]
    [InlineData("Pose\t2\t3x20 ml\t12,50", 2, "3x20 ml", 12.5)]
    [InlineData("Pose\t2 3x20 ml\t12,50", 2, "3x20 ml", 12.5)]
    [InlineData("Pose\t1\u00a0250,5 m²\t12,50", 1250.5, "m²", 12.5)]
    [InlineData("Pose\t2h\t12,50", 2, "h", 12.5)]
    [InlineData("Pose\t-3\t12,50", -3, "", 12.5)]
    public void Read_WithoutHeadings_GoesByTheNumberOfColumns(string text, decimal quantity, string unit, decimal price)
    {
        var row = Assert.Single(PastedLines.Read(text, French).Rows);
        Assert.Equal(("Pose", quantity, unit, price), (row.Description, row.Quantity, row.Unit, row.UnitPrice));
    }

    [Fact]
    public void Read_OfWhatIsNoNumber_SaysSoAndKeepsItInTheDescription()
    {
        var row = Assert.Single(PastedLines.Read("Description\tQuantité\tPrix\nPose\tdeux\t10", French).Rows);

        Assert.Equal(("Pose · deux", null, 10m), (row.Description, row.Quantity, row.UnitPrice));
        Assert.Equal(("Invoicing.PastedUnreadable", "Quantity"), (row.Problems[0].Code, row.Problems[0].Field));
    }

    [Theory]
    [InlineData("2 20")]
    [InlineData("3x20 ml")]
    public void Read_OfAQuantityThatMayBeTwoNumbers_IsLeftToThePerson(string cell)
    {
        var row = Assert.Single(PastedLines.Read($"Pose\t{cell}\t10", French).Rows);

        Assert.Equal(($"Pose · {cell}", null, 10m), (row.Description, row.Quantity, row.UnitPrice));
        Assert.Equal(("Invoicing.PastedUnreadable", "Quantity"), (row.Problems[0].Code, row.Problems[0].Field));
    }

    [Fact]
    public void Read_OfARowWithTextOnlyAmongOthers_IsARemark() =>
        Assert.Equal(
            [InvoiceLineKind.Remark, InvoiceLineKind.Priced], PastedLines.Read("Impression\t\t\nCartes\t2\t10", French).Rows.Select(r => r.Kind));

    [Fact]
    public void Read_OfACellInQuotes_KeepsItsMarksAndLines() =>
        Assert.Equal("Pose \"sur place\"\net nettoyage", PastedLines.Read("\"Pose \"\"sur place\"\"\net nettoyage\"\t1\t10", French).Rows.Single().Description);

    [Fact]
    public void Read_OfAnyCells_LosesNone() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(Tables().ToArbitrary(), table =>
            {
                var read = PastedLines.Read(string.Join('\n', table.Select(r => string.Join('\t', r))), French);
                var said = string.Join('|', read.Rows.Select(r => $"{r.Description}|{r.Unit}|{r.PurchaseOrder}|{r.Quantity}|{r.UnitPrice}|{r.DiscountPercent}"));
                return table.SelectMany(r => r).Where(c => c.Length > 0).All(cell => French.TryReadDecimal(cell, out _) || said.Contains(cell, StringComparison.Ordinal));
            }));

    private static Gen<List<List<string>>> Tables() =>
        from width in Gen.Choose(2, 7)
        from height in Gen.Choose(1, 6)
        from cells in Gen.ListOf(Gen.Elements("", "Pose", "12", "3,5", "h", "BC-77", "deux", "Ébénisterie"), width * height)
        select cells.Chunk(width).Select(r => r.ToList()).ToList();
}
