using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Web.Account;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Tests.Security;

/// <summary>Walks all pages and endpoints: each says who may see it, and what visitors may see stands in one list.</summary>
public sealed class PagesTests(DemoApp demo) : IClassFixture<DemoApp>
{
    /// <summary>What is open to visitors, and why. "*" at the end stands for anything.</summary>
    private static readonly Dictionary<string, string> OpenToVisitors = new()
    {
        ["/account/sign-in"] = "is how one comes in",
        ["/account/sign-out"] = "does nothing to a visitor",
        ["/account/code"] = "second step of signing in",
        ["/account/recovery"] = "second step of signing in",
        ["/account/forgot-password"] = "answers the same to everybody",
        ["/account/reset-password"] = "the secret in the link is the permission",
        ["/account/invitation"] = "the secret in the link is the permission",
        ["/account/first-start"] = "the code of the log is the permission",
        ["/c/*"] = "the secret in the link is the permission",
        ["/q/*"] = "the secret in the link is the permission",
        ["/calendar/{secret}.ics"] = "the secret in the address is the permission",
        ["/companies/{id:long}/logo"] = "stands on public pages and in mails",
        ["/webhooks/payments/*"] = "the signature of the message is the permission",
        ["/practice-pay/{Reference}"] = "plays the payment provider's own site; empty where the practice provider is not the one in use",
        ["/error/{Status:int}"] = "says what went wrong",
        ["/not-found"] = "says what went wrong",
        ["/preferences/language/{code}"] = "sets a cookie of the screen",
        ["/preferences/theme/{theme}"] = "sets a cookie of the screen",
        ["/dev/kit*"] = "the gallery of components; answers 404 outside Development",
        ["/_blazor*"] = "carries the pages; each page asks for itself",
        ["/_framework*"] = "the framework's own scripts and redirects",
    };

    private static readonly string[] Known = [.. Permissions.All, Policies.SignedIn, Policies.Staff, Policies.ClientUser];

    public static TheoryData<string> Pages => [.. PageTypes.Select(t => t.FullName!)];

    private static IEnumerable<Type> PageTypes =>
        typeof(Program).Assembly.GetTypes().Where(t => t.IsDefined(typeof(RouteAttribute)));

    [Theory, MemberData(nameof(Pages))]
    public void Page_OfThePortal_HasAPolicyOrIsNamedOpen(string page)
    {
        var type = typeof(Program).Assembly.GetType(page)!;
        var routes = type.GetCustomAttributes<RouteAttribute>().Select(r => r.Template);
        if (type.IsDefined(typeof(AllowAnonymousAttribute)))
        {
            Assert.All(routes, r => Assert.True(IsOpen(r), $"{r} is open to visitors without standing in the list."));
            return;
        }

        var policies = type.GetCustomAttributes<AuthorizeAttribute>().Select(a => a.Policy).ToList();
        Assert.NotEmpty(policies);
        Assert.All(policies, p => Assert.Contains(p, Known));
    }

    [Fact]
    public void Endpoints_OpenToVisitors_StandInTheList()
    {
        var open = demo.App.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && !IsStaticFile(e))
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().Where(r => !IsOpen(r)).ToList();

        Assert.Empty(open);
    }

    [Fact]
    public async Task Pages_OpenedByAVisitor_LeadToTheSignIn()
    {
        var visitor = demo.App.Visit();
        foreach (var path in Closed())
        {
            var answer = await visitor.OpenAsync(path);
            Assert.True(
                answer.Status == HttpStatusCode.Redirect && answer.Location!.StartsWith("/account/sign-in?returnUrl=", StringComparison.Ordinal),
                $"{path} answered a visitor with {(int)answer.Status} {answer.Location}.");
        }
    }

    [Fact]
    public async Task StaffPages_OpenedByAClientUser_AreForbidden()
    {
        var client = demo.App.Visit();
        await client.SignInAsync("julie.tremblay@imprimerie-fleuve.example");
        foreach (var path in Closed(policy => policy == Policies.Staff || (Permissions.All.Contains(policy) && !Permissions.IsForClients(policy))))
        {
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await client.OpenAsync(path)).Status));
        }
    }

    [Fact]
    public async Task Lists_AskedForByAClientUser_AreForbidden()
    {
        var client = demo.App.Visit();
        await client.SignInAsync("julie.tremblay@imprimerie-fleuve.example");
        foreach (var list in demo.App.Services.GetServices<ExportedList>())
        {
            var path = $"/lists/{list.Name}.csv";
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await client.OpenAsync(path)).Status));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await client.OpenAsync("/lists/jobs.csv?f_field=1:Bleu")).Status);
    }

    [Fact]
    public async Task ListOfTheGallery_OutsideDevelopment_IsNotThere()
    {
        var admin = demo.App.Visit();
        await admin.SignInAsync("admin@atelier-boreal.example");

        Assert.Equal(HttpStatusCode.NotFound, (await admin.OpenAsync("/lists/samples.csv")).Status);
        Assert.Equal(HttpStatusCode.OK, (await admin.OpenAsync("/lists/jobs.csv")).Status);
    }

    [Fact]
    public async Task ClientPages_OpenedByTheAdministrator_AreForbidden()
    {
        var admin = demo.App.Visit();
        await admin.SignInAsync("admin@atelier-boreal.example");
        foreach (var path in Closed(policy => policy == Policies.ClientUser || Permissions.IsForClients(policy)))
        {
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await admin.OpenAsync(path)).Status));
        }
    }

    [Fact]
    public async Task AdministrationPages_OpenedByEachRole_FollowItsPermissions()
    {
        foreach (var (email, role) in new[] { ("sales@atelier-boreal.example", DefaultRoles.Sales), ("manager@atelier-boreal.example", DefaultRoles.Manager) })
        {
            var person = demo.App.Visit();
            await person.SignInAsync(email);
            foreach (var (path, permission) in new[]
            {
                ("/settings/users", Permissions.UsersManage), ("/settings/roles", Permissions.UsersManage), ("/settings/audit", Permissions.AuditView),
                ("/lists/users.csv", Permissions.UsersManage), ("/lists/audit.csv", Permissions.AuditView),
            })
            {
                var expected = DefaultRoles.Grants[role].Contains(permission) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
                Assert.Equal((role, path, expected), (role, path, (await person.OpenAsync(path)).Status));
            }
        }
    }

    private static IEnumerable<string> Closed(Func<string, bool>? policy = null) =>
        from type in PageTypes
        where !type.IsDefined(typeof(AllowAnonymousAttribute))
        where policy is null || type.GetCustomAttributes<AuthorizeAttribute>().Any(a => policy(a.Policy!))
        from route in type.GetCustomAttributes<RouteAttribute>()
        select System.Text.RegularExpressions.Regex.Replace(route.Template, @"\{[^}]+\}", "1");

    private static bool IsOpen(string route) => OpenToVisitors.Keys.Any(open =>
        open.EndsWith('*') ? route.StartsWith(open[..^1], StringComparison.Ordinal) : string.Equals(route, open, StringComparison.OrdinalIgnoreCase));

    private static bool IsStaticFile(RouteEndpoint endpoint) => endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor");
}

/// <summary>One application for the tests that only look.</summary>
public sealed class DemoApp : IAsyncLifetime
{
    public PortalApp App { get; } = new();

    public async Task InitializeAsync() => await App.WithDemoAccountsAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();
}
