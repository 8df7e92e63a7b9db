using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Data;
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
    public void AuditTrail_InFrench_HasAWordForEveryRecordAndProperty()
    {
        var options = new DatabaseOptions { ConnectionString = "Data Source=none.db" };
        using var db = new PortalDbContext(
            DatabaseSetup.Configure(new DbContextOptionsBuilder<PortalDbContext>(), options).Options, SystemUser.Instance, TimeProvider.System);
        var french = new ResourceManager(typeof(AuditWords)).GetResourceSet(CultureInfo.GetCultureInfo("fr"), true, false)!;
        var audited = db.Model.GetEntityTypes().Where(e => typeof(IAudited).IsAssignableFrom(e.ClrType) || typeof(IAuditedPart).IsAssignableFrom(e.ClrType)).ToList();
        var missing = audited.Select(e => "Subject." + e.ClrType.Name)
            .Concat(audited.SelectMany(e => Properties(e, "")))
            .Distinct().Where(key => french.GetString(key) is null).Order().ToList();

        Assert.True(missing.Count == 0, string.Join(", ", missing));
    }

    [Fact]
    public void AuditTrail_InFrench_HasAWordForEveryValue()
    {
        var options = new DatabaseOptions { ConnectionString = "Data Source=none.db" };
        using var db = new PortalDbContext(
            DatabaseSetup.Configure(new DbContextOptionsBuilder<PortalDbContext>(), options).Options, SystemUser.Instance, TimeProvider.System);
        var french = new ResourceManager(typeof(AuditWords)).GetResourceSet(CultureInfo.GetCultureInfo("fr"), true, false)!;

        var missing = db.Model.GetEntityTypes().Where(e => typeof(IAudited).IsAssignableFrom(e.ClrType) || typeof(IAuditedPart).IsAssignableFrom(e.ClrType))
            .SelectMany(e => e.GetProperties()).Where(p => p.PropertyInfo?.IsDefined(typeof(NotAuditedAttribute), false) != true)
            .Select(p => Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType).Where(t => t.IsEnum).Distinct()
            .SelectMany(t => Enum.GetNames(t).Select(n => $"Value.{t.Name}.{n}")).Where(key => french.GetString(key) is null).Order().ToList();

        Assert.True(missing.Count == 0, string.Join(", ", missing));
    }

    private static IEnumerable<string> Properties(ITypeBase type, string path) =>
        type.GetProperties()
            .Where(p => !p.IsPrimaryKey() && p.Name != nameof(IVersioned.Version) && p.PropertyInfo?.IsDefined(typeof(NotAuditedAttribute), false) != true)
            .Select(p => path + p.Name)
            .Concat(type.GetComplexProperties().SelectMany(c => Properties(c.ComplexType, path + c.Name + ".")));

    [Fact]
    public void DefaultRoles_HaveNames()
    {
        var texts = new ResourceManager(typeof(AccountsText));

        Assert.All(DefaultRoles.Grants.Keys, role => Assert.NotNull(texts.GetString("Role." + role, CultureInfo.GetCultureInfo("fr"))));
    }
}
