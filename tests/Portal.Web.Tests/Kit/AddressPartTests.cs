using Portal.Business.Payments;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

public sealed class AddressPartTests
{
    [Theory]
    [InlineData("Cheque", PaymentMethod.Cheque)]
    [InlineData("cheque", PaymentMethod.Cheque)]
    [InlineData("99", null)]
    [InlineData("1", null)]
    [InlineData("-1", null)]
    [InlineData("Shells", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Choice_IsReadByItsNameOnly(string? text, PaymentMethod? expected) => Assert.Equal(expected, AddressPart.Choice<PaymentMethod>(text));
}
