using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Companies;

namespace Portal.Business.Tests.Companies;

public sealed class BrandColorsTests
{
    [Fact]
    public void AnyColor_IsReadableWhereverItIsShown() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(Gen.Choose(0, 0xffffff).ToArbitrary(), rgb =>
            {
                var colors = BrandColors.Of($"#{rgb:x6}");
                return colors.Fill == $"#{rgb:x6}"
                    && Reads(colors.On, colors.Fill)
                    && Reads(colors.On, BrandColors.Mix(colors.Fill, colors.Away, 86))
                    && new[] { "#ffffff", "#f1f3f6" }.All(s => Reads(colors.OnLight, BrandColors.Mix(colors.OnLight, s, BrandColors.TintPercent)))
                    && new[] { "#191d24", "#2a303a" }.All(s => Reads(colors.OnDark, BrandColors.Mix(colors.OnDark, s, BrandColors.TintPercent)));
            }));

    [Theory]
    [InlineData("#14594a", "#ffffff", "#14594a")]
    [InlineData("#ffd400", "#000000", null)]
    public void Color_ThatCanBeRead_IsLeftAsItIs(string color, string on, string? onLight)
    {
        var colors = BrandColors.Of(color);
        Assert.Equal((color, on), (colors.Fill, colors.On));
        Assert.Equal(onLight is not null, colors.OnLight == color);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("red;}body{display:none")]
    public void NoColor_TakesTheUsualOne(string? color) => Assert.Equal(BrandColors.Of("#1f5fa8"), BrandColors.Of(color));

    private static bool Reads(string text, string background) => Contrast.Between(text, background) >= Contrast.ForText;
}
