using Portal.Business.Common;
using Portal.Business.Quotes;

namespace Portal.Business.Tests.Common;

public sealed class PricedLineTests
{
    private static QuoteLine.Values Line(decimal quantity, decimal price, decimal discount) => new(null, "Pose", quantity, "", price, discount, 1, 1, false);

    [Fact]
    public void Set_WithMoreDecimalsThanAreStored_ComputesWithTheStoredOnes()
    {
        var line = new QuoteLine();

        Assert.True(line.Set(Line(1, 900_000_000m, 33.3333333333m)).Succeeded);

        Assert.Equal(33.333333m, line.DiscountPercent);
        Assert.Equal(Money.LineNet(line.Quantity, line.UnitPrice, line.DiscountPercent), line.Net);
    }

    [Fact]
    public void Set_WithAQuantityThatRoundsToNothing_IsRefused() =>
        Assert.Equal("Common.QuantityNotPositive", new QuoteLine().Set(Line(0.00004m, 10, 0)).Refusal!.Code);
}
