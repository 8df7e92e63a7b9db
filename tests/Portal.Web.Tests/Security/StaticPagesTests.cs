using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Business.Data;

namespace Portal.Web.Tests.Security;

/// <summary>Pages that the server draws whole: opened by everybody, with a database that takes its time.</summary>
public sealed class StaticPagesTests : IAsyncLifetime
{
    private const string Admin = "admin@atelier-boreal.example";
    private const string Client = "julie.tremblay@imprimerie-fleuve.example";

    private readonly PortalApp app = new()
    {
        Configure = services => services.AddSingleton(provider => DatabaseSetup
            .Configure(new DbContextOptionsBuilder<PortalDbContext>(), provider.GetRequiredService<IOptions<DatabaseOptions>>().Value)
            .AddInterceptors(new SlowDatabase()).Options),
    };

    public async Task InitializeAsync() => await app.WithDemoAccountsAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData(Admin)]
    [InlineData(Client)]
    public async Task StaticPages_WithASlowDatabase_NeverFail(string? email)
    {
        var browser = app.Visit();
        if (email is not null)
        {
            await browser.SignInAsync(email);
        }

        foreach (var path in Static())
        {
            var answer = await browser.OpenAsync(path);
            Assert.True(answer.Status < HttpStatusCode.InternalServerError, $"{path} answered {(int)answer.Status}.");
        }
    }

    [Fact]
    public async Task MyAccount_AfterALanguageChange_ShowsTheProfileInThatLanguage()
    {
        var browser = app.Visit();
        await browser.SignInAsync(Admin);

        var sent = await browser.SendAsync("/account", "profile", ("Person.DisplayName", "Ada Archambault"), ("Person.Language", "fr-CA"));
        var page = await browser.OpenAsync(sent.Location!);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("lang=\"fr-CA\"", page.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"Ada Archambault\"", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoFactorPage_OnlyLookedAt_EndsNoOtherSession()
    {
        var (here, there) = (app.Visit(), app.Visit());
        await here.SignInAsync(Admin);
        await there.SignInAsync(Admin);

        await here.OpenAsync("/account/two-factor");

        Assert.Equal(HttpStatusCode.OK, (await there.OpenAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await here.OpenAsync("/account")).Status);
    }

    [Fact]
    public async Task Home_OfAClient_IsThePortal_WithoutAStepThroughThePageOfStaff()
    {
        var (client, staff) = (app.Visit(), app.Visit());
        await client.SignInAsync(Client);
        await staff.SignInAsync(Admin);

        var answer = await client.OpenAsync("/");

        Assert.Equal(HttpStatusCode.Found, answer.Status);
        Assert.EndsWith("/portal", answer.Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await staff.OpenAsync("/")).Status);
    }

    [Theory]
    [InlineData(Admin, "en", "There is nothing here", "id=\"navigation\"")]
    [InlineData(Admin, "fr-CA", "Il n’y a rien ici", "id=\"navigation\"")]
    [InlineData(Client, "fr-CA", "Il n’y a rien ici", "class=\"portal-nav")]
    public async Task UnknownAddress_OfSomebodySignedIn_IsSaidInTheirFrameAndLanguage(string email, string language, string title, string frame)
    {
        var browser = app.Visit();
        await browser.SignInAsync(email);
        await browser.OpenAsync($"/preferences/language/{language}");

        var answer = await browser.OpenAsync("/nothing/of/the/kind");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        var body = WebUtility.HtmlDecode(answer.Body);
        Assert.Contains($"lang=\"{language}\"", body, StringComparison.Ordinal);
        Assert.Contains($">{title}</h1>", body, StringComparison.Ordinal);
        Assert.Contains(frame, body, StringComparison.Ordinal);
        Assert.Contains("href=\"/\"", body, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Static() =>
        from type in typeof(Program).Assembly.GetTypes()
        where type.IsDefined(typeof(RouteAttribute)) && type.IsDefined(typeof(ExcludeFromInteractiveRoutingAttribute))
        from route in type.GetCustomAttributes<RouteAttribute>()
        where !route.Template.StartsWith("/error/", StringComparison.Ordinal) && !route.Template.StartsWith("/dev/", StringComparison.Ordinal)
        select Regex.Replace(route.Template, @"\{[^}]+\}", "1");
}
