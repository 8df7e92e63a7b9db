using System.Globalization;
using System.Resources;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Web.Administration;

namespace Portal.Web.Tests.Security;

/// <summary>Whoever edits a role reads what each permission is, in their language.</summary>
public sealed class TextsTests
{
    public static TheoryData<string, string> All
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var permission in Permissions.All)
            {
                rows.Add(permission, "en");
                rows.Add(permission, "fr-CA");
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Permission_InEachLanguage_HasNameExplanationAndGroup(string permission, string language)
    {
        var texts = new ResourceManager(typeof(AdministrationPages)).GetResourceSet(
            CultureInfo.GetCultureInfo(language == "en" ? "" : language).Parent is { Name: not "" } parent ? parent : CultureInfo.InvariantCulture, true, false)!;

        Assert.NotNull(texts.GetString("Permission." + permission));
        Assert.NotNull(texts.GetString("About." + permission));
        Assert.NotNull(texts.GetString("Group." + permission.Split('.')[0]));
    }

    [Fact]
    public void DefaultRoles_HaveNames()
    {
        var texts = new ResourceManager(typeof(AccountsText));

        Assert.All(DefaultRoles.Grants.Keys, role => Assert.NotNull(texts.GetString("Role." + role, CultureInfo.GetCultureInfo("fr"))));
    }
}
