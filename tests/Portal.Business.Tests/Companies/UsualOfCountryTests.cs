using Portal.Business.Companies;

namespace Portal.Business.Tests.Companies;

public sealed class UsualOfCountryTests
{
    [Fact]
    public void NewCompany_OfFrance_KeepsItsBooksInEuros_OnParisTime()
    {
        var fields = new LegalEntityFields();

        fields.TakeUsualOf("FR");
        Assert.Equal(("EUR", "Europe/Paris", "fr-FR", PaperFormat.A4), (fields.Currency, fields.TimeZone, fields.Language, fields.Paper));

        fields.TakeUsualOf("BE");
        Assert.Equal("EUR", fields.Currency);

        fields.TakeUsualOf("CA");
        Assert.Equal(("CAD", "America/Toronto", "fr-CA", PaperFormat.Letter), (fields.Currency, fields.TimeZone, fields.Language, fields.Paper));
    }
}
