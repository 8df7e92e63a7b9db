using Portal.Business.Companies;

namespace Portal.Business.Tests.Companies;

public sealed class ContactDetailsTests
{
    [Theory]
    [InlineData(" julie@imprimerie.example ", "julie@imprimerie.example")]
    [InlineData("élodie@hôtel.example", "élodie@hôtel.example")]
    [InlineData("o'brien+factures@x.co", "o'brien+factures@x.co")]
    public void Email_Valid_IsAccepted(string typed, string stored) => Assert.Equal(stored, ContactDetails.Email(typed).Value);

    [Theory]
    [InlineData("julie", "Companies.EmailWithoutAt")]
    [InlineData("a@x.example; b@x.example", "Companies.EmailOneOnly")]
    [InlineData("a@x", "Companies.EmailForm")]
    [InlineData("a b@x.example", "Companies.EmailForm")]
    [InlineData(".a@x.example", "Companies.EmailForm")]
    [InlineData("a@-x-.example", "Companies.EmailForm")]
    public void Email_Wrong_SaysWhy(string typed, string code) => Assert.Equal(code, ContactDetails.Email(typed).Refusal!.Code);

    [Theory]
    [InlineData("h2x1y4", "CA", "H2X 1Y4")]
    [InlineData("69 003", "FR", "69003")]
    [InlineData("10115", "DE", "10115")]
    public void PostalCode_Valid_IsWrittenAsThePostDoes(string typed, string country, string stored) =>
        Assert.Equal(stored, ContactDetails.PostalCode(typed, country).Value);

    [Theory]
    [InlineData("D2X 1Y4", "CA")]
    [InlineData("H2X 1Y", "CA")]
    [InlineData("6900", "FR")]
    [InlineData("123456789012345678901", "US")]
    public void PostalCode_Wrong_IsRefused(string typed, string country) => Assert.False(ContactDetails.PostalCode(typed, country).Succeeded);

    [Theory]
    [InlineData("514  555-0142 poste 12")]
    [InlineData("+33 4 65 71 00 10")]
    [InlineData("(418) 555-0110 ext. 4")]
    public void Phone_Usual_IsAccepted(string typed) => Assert.True(ContactDetails.Phone(typed).Succeeded);

    [Theory]
    [InlineData("call me")]
    [InlineData("12")]
    [InlineData("1234567890123456")]
    public void Phone_Unusual_IsRefused(string typed) => Assert.False(ContactDetails.Phone(typed).Succeeded);

    [Theory]
    [InlineData("#14594a", true)]
    [InlineData("#ffd400", false)]
    public void Color_OnWhite_IsReadableOrNot(string color, bool readable) => Assert.Equal(readable, Contrast.IsReadableOnWhite(color));
}
