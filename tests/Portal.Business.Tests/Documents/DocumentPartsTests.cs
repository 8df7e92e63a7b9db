using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Business.Tests.Support;
using Portal.Pdf;

namespace Portal.Business.Tests.Documents;

public sealed class DocumentPartsTests
{
    private const string Iban = "FR8830004000310001234567843";

    [Theory]
    [InlineData("#ffffff")]
    [InlineData("#ffff00")]
    [InlineData("#7fd4ff")]
    [InlineData("#1d4f91")]
    [InlineData("no colour")]
    [InlineData(null)]
    public void Palette_OfAnyColor_CanBeReadOnWhiteAndOnItsTint(string? color)
    {
        var palette = DocumentPalette.Of(color);

        Assert.True(Contrast.Between(Hex(palette.Accent), "#ffffff") >= Contrast.ForText);
        Assert.True(Contrast.Between(Hex(DocumentPalette.Quiet), Hex(palette.Tint)) >= Contrast.ForText);
        Assert.True(Contrast.Between(Hex(DocumentPalette.Quiet), "#ffffff") >= Contrast.ForText);
    }

    [Fact]
    public void Palette_OfAReadableColor_KeepsIt() => Assert.Equal(PdfColor.FromHex("#1d4f91"), DocumentPalette.Of("#1d4f91").Accent);

    [Fact]
    public void TransferCode_SaysWhatTheStandardWants()
    {
        var payload = EpcCode.Payload("Atelier Boréal", Iban, "BNPAFRPP", 1234.5m, "F-000012");

        Assert.Equal("BCD\n002\n1\nSCT\nBNPAFRPP\nAtelier Boréal\nFR8830004000310001234567843\nEUR1234.50\n\n\nF-000012", payload);
    }

    [Theory]
    [InlineData("", 10)]
    [InlineData(Iban, 0)]
    [InlineData(Iban, -5)]
    [InlineData(Iban, 1_000_000_000)]
    public void TransferCode_OfWhatCannotBeTransferred_IsNone(string iban, decimal amount) =>
        Assert.Null(EpcCode.Payload("Atelier", iban, "", amount, "F-1"));

    [Fact]
    public void TransferCode_OfTheLongestTexts_StaysWithinTheStandard()
    {
        var payload = EpcCode.Payload(new string('é', 200) + "\nBCD", Iban, "BNPAFRPPXXX", 999_999_999.99m, new string('F', 35))!;
        var matrix = EpcCode.Matrix(payload);

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(payload), 1, 331);
        Assert.Equal(70, payload.Split('\n')[5].Length);
        Assert.Equal(11, payload.Split('\n').Length);
        Assert.InRange(matrix.GetLength(0), 21, (17 + (4 * 13)) + 8);
    }

    [Fact]
    public void Words_OfEachLanguage_DifferWhereTheyShould()
    {
        Assert.Equal("Soumission", DocumentWords.For("fr-CA")["Quote"]);
        Assert.Equal("Devis", DocumentWords.For("fr-FR")["Quote"]);
        Assert.Equal("Quote", DocumentWords.For("en-CA")["Quote"]);
        Assert.Equal("Avoir", DocumentWords.For("fr-FR")["CreditNote"]);
        Assert.Equal("Belgique", DocumentWords.For("fr-CA").Country("BE"));
        Assert.Equal("XX", DocumentWords.For("fr-CA").Country("XX"));
    }

    [Fact]
    public async Task Letterhead_IsKept_UntilTheCompanyChanges()
    {
        await using var portal = await TestPortal.StartAsync(DatabaseProvider.Sqlite);
        await using var db = portal.Open();
        await DemoCompanies.RunAsync(db, portal.Clock, default);
        var entity = await db.LegalEntities.SingleAsync(e => e.Name == DemoCompanies.Quebec);
        var letterheads = new Letterheads(NullLogger<Letterheads>.Instance);

        var first = await letterheads.GetAsync(db, entity.Id, entity.Version, default);
        Assert.NotNull(first.Logo);
        Assert.Same(first, await letterheads.GetAsync(db, entity.Id, entity.Version, default));

        entity.Color = "#aa0000";
        await db.SaveChangesAsync();
        var second = await letterheads.GetAsync(db, entity.Id, entity.Version, default);
        Assert.Equal(PdfColor.FromHex("#aa0000"), second.Palette.Accent);
    }

    [Fact]
    public async Task Letterhead_WithAnUnreadableLogo_HasNone()
    {
        await using var portal = await TestPortal.StartAsync(DatabaseProvider.Sqlite);
        await using var db = portal.Open();
        await DemoCompanies.RunAsync(db, portal.Clock, default);
        var entity = await db.LegalEntities.SingleAsync(e => e.Name == DemoCompanies.France);
        var broken = Logo.Store(entity, new DocumentFile("logo.png", "image/png", [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3]), SampleDocuments.Now);
        db.Add(broken);
        entity.LogoDocumentId = broken.Id;
        await db.SaveChangesAsync();

        Assert.Null((await portal.Get<Letterheads>().GetAsync(db, entity.Id, entity.Version, default)).Logo);
    }

    private static string Hex(PdfColor c) => $"#{c.Red:x2}{c.Green:x2}{c.Blue:x2}";
}
