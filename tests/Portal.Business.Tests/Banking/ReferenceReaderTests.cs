using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Banking.Matching;

namespace Portal.Business.Tests.Banking;

/// <summary>Numbers of invoices in what payers write.</summary>
public sealed class ReferenceReaderTests
{
    [Theory]
    [InlineData("F-000123", "F-000123")]
    [InlineData("f 123", "F-000123")]
    [InlineData("F000123", "F-000123")]
    [InlineData("PAIEMENT F - 000 123 MERCI", "F-000123")]
    [InlineData("Fact. 123", "F-000123")]
    [InlineData("facture n° 000123", "F-000123")]
    [InlineData("000123", "F-000123")]
    [InlineData("F-000123 et 124", "F-000123,F-000124")]
    [InlineData("F-000123/124", "F-000123,F-000124")]
    [InlineData("factures 123, 124 & 125", "F-000123,F-000124,F-000125")]
    [InlineData("RF17F000123", "F-000123")]
    public void Text_WithNumbers_NamesThemStrongly(string text, string expected)
    {
        text = text.StartsWith("RF", StringComparison.Ordinal) ? Structured("F000123") : text;

        Assert.Equal(expected.Split(','), new ReferenceReader("F-", 6).Read(text).Where(n => n.IsStrong).Select(n => n.Number).Order());
    }

    [Theory]
    [InlineData("VIREMENT SEPA DU 12/03")]
    [InlineData("loyer mars 2026")]
    [InlineData("123")]
    [InlineData("")]
    public void Text_WithoutNumbers_NamesNone(string text) => Assert.DoesNotContain(new ReferenceReader("F-", 6).Read(text), n => n.IsStrong);

    [Fact]
    public void Prefix_OfTwoParts_IsFound() => Assert.Equal("FR-F-000012", Assert.Single(new ReferenceReader("FR-F-", 6).Read("FR F 12")).Number);

    [Theory]
    [InlineData("RF18539007547034", true)]
    [InlineData("RF19539007547034", false)]
    [InlineData("RF18", false)]
    [InlineData("XX18539007547034", false)]
    public void StructuredReference_ByItsCheckDigits_IsValidOrNot(string reference, bool valid) => Assert.Equal(valid, StructuredReference.IsValid(reference));

    [Fact]
    public void Sets_OfAnyAmounts_AddUp()
    {
        var amounts = Gen.ArrayOf(Gen.Choose(1, 5000).Select(c => c / 100m)).Where(a => a.Length is > 1 and <= 12);
        Prop.ForAll(Arb.From(amounts.SelectMany(a => Gen.Choose(1, (1 << a.Length) - 1).Select(mask => (a, mask)))), x =>
        {
            var wanted = x.a.Where((_, i) => (x.mask & (1 << i)) != 0).ToList();
            var found = SetsAddingUp.Find(wanted.Sum(), x.a, 3);
            return found.All(set => set.Sum(i => x.a[i]) == wanted.Sum()) && (wanted.Count < 2 || found.Count > 0);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Sets_OfManyEqualAmounts_GiveUpInsteadOfHanging() =>
        Assert.True(SetsAddingUp.Find(1000.07m, [.. Enumerable.Range(1, 24).Select(i => 100m + i)], 2).Count <= 2);

    private static string Structured(string reference) =>
        Enumerable.Range(2, 97).Select(check => $"RF{check:00}{reference}").First(StructuredReference.IsValid);
}
