using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Accounts;
using Portal.Business.Quotes;
using Portal.Web.Administration;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Administration;

public sealed class AuditWordsTests : KitContext
{
    [Theory]
    [InlineData(nameof(QuoteLine), "IsChosen", "true", "Oui")]
    [InlineData(nameof(QuoteLine), "IsChosen", "false", "Non")]
    [InlineData(nameof(User), nameof(User.LockoutEnd), "11/30/2026 02:54:36 +00:00", "30/11/2026\u00a002:54")]
    public void Value_IsSaidInTheLanguageOfTheReader(string subject, string property, string kept, string said)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        Services.AddScoped<AccountNames>().AddScoped<AuditWords>();

        Assert.Equal(said, Services.GetRequiredService<AuditWords>().Value(subject, property, kept));
    }
}
