using Portal.Business.Common;

namespace Portal.Business.Tests.Common;

public sealed class FormatsTests
{
    [Theory]
    [InlineData("en", "1,234", 1234)]
    [InlineData("en-CA", "-12,500", -12500)]
    [InlineData("en", "1,234,567", 1234567)]
    [InlineData("en", "12,5", 12.5)]
    [InlineData("en", "0,125", 0.125)]
    [InlineData("en", "1234,567", 1234.567)]
    [InlineData("en", "1.234", 1.234)]
    [InlineData("fr-CA", "1,234", 1.234)]
    [InlineData("fr-CA", "1.234", 1.234)]
    [InlineData("fr-FR", "1.234.567", 1234567)]
    [InlineData("fr-FR", "1.234,50", 1234.50)]
    [InlineData("fr-CA", "1,234.50", 1234.50)]
    [InlineData("fr-CA", "1 234,5 $", 1234.5)]
    [InlineData("fr-FR", "(45,00 €)", -45)]
    [InlineData("en", "\u2212$1,234.50", -1234.5)]
    public void TryReadDecimal_AsTyped_IsWhatThePersonMeans(string language, string typed, double meant)
    {
        Assert.True(Formats.For(language).TryReadDecimal(typed, out var read));
        Assert.Equal((decimal)meant, read);
    }

    [Theory]
    [InlineData("en", "9:00")]
    [InlineData("fr-CA", "9 h")]
    [InlineData("fr-FR", "9 h")]
    public void Hour_IsShort(string language, string written) => Assert.Equal(written, Formats.For(language).Hour(9).Replace('\u00a0', ' ').Replace('\u202f', ' '));

    [Theory]
    [InlineData("en", "GBP", "-£1,234.50")]
    [InlineData("fr-CA", "GBP", "-1 234,50 £")]
    [InlineData("en", "CHF", "-CHF 1,234.50")]
    [InlineData("fr-CA", "CHF", "-1 234,50 CHF")]
    [InlineData("en", "USD", "-US$1,234.50")]
    public void Amount_InAnyCurrency_HasItsSignOrItsCodeApart(string language, string currency, string written) =>
        Assert.Equal(written, Formats.For(language).Amount(-1234.5m, currency).Replace('\u00a0', ' '));

    /// <summary>A form shows a number and reads it back: what nobody changed must not change.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("fr-CA")]
    [InlineData("fr-FR")]
    public void TryReadDecimal_OfWhatItWrote_GivesTheSame(string language)
    {
        var formats = Formats.For(language);
        foreach (var value in new[] { 0m, 0.5m, 1m, 1.234m, 12.3456m, 999m, 1000m, 1234m, 1234.5m, 1234.567m, 12345m, 100000m, 1234567m, 9999999m, -1234m })
        {
            foreach (var text in new[] { formats.Quantity(value), formats.UnitPrice(value), formats.Percent(value) })
            {
                Assert.True(formats.TryReadDecimal(text, out var read), text);
                Assert.Equal(value, read);
            }

            Assert.True(formats.TryReadDecimal(formats.Amount(Money.Round(value), "CAD"), out var amount));
            Assert.Equal(Money.Round(value), amount);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,2,34x")]
    [InlineData("--1")]
    public void TryReadDecimal_OfNoNumber_Fails(string typed) => Assert.False(Formats.For("en").TryReadDecimal(typed, out _));

    [Theory]
    [InlineData("en", 20971520, "20\u00a0MB")]
    [InlineData("fr-CA", 20971520, "20\u00a0Mo")]
    [InlineData("fr-FR", 1572864, "1,5\u00a0Mo")]
    [InlineData("fr-FR", 1, "1\u00a0ko")]
    [InlineData("en", 1048575, "1,023\u00a0kB")]
    public void FileSize_IsInTheUnitsOfTheLanguage(string language, long bytes, string text) => Assert.Equal(text, Formats.For(language).FileSize(bytes));
}
