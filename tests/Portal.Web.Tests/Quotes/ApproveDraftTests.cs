using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Quotes;
using Portal.Web.Tests.Kit;
using Portal.Web.Tests.Security;

namespace Portal.Web.Tests.Quotes;

/// <summary>A draft that is approved on the client's behalf as soon as it is written.</summary>
public sealed class ApproveDraftTests : KitContext, IAsyncLifetime
{
    private readonly PortalApp app = new() { Settings = { ["Scheduling:Enabled"] = "false" }, Configure = services => services.AddScoped<ICurrentUser>(_ => SystemUser.Instance) };
    private IServiceScope scope = default!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await app.AsSystemAsync<DemoData>(demo => demo.RunAsync(default));
        scope = app.Services.CreateScope();
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        scope.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task OptionalLine_WrittenSinceThePageOpened_IsOfferedWhereItIsApproved()
    {
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var clientId = await db.Clients.Where(c => c.Name.Contains("Fleuve")).Select(c => c.Id).FirstAsync();
        (await scope.ServiceProvider.GetRequiredService<CreateQuote>().RunAsync(new(clientId), default)).TryGet(out var id, out _);
        var page = Render<QuotePage>(p => p.Add(q => q.Id, id));
        page.WaitForElement(".add-lines > button").Click();
        page.WaitForElement("[name='Lines[0].Description']");
        foreach (var (field, value) in new[] { ("Description", "Enseigne en option"), ("Quantity", "2"), ("UnitPrice", "140") })
        {
            await page.InvokeAsync(() => page.Find($"[name='Lines[0].{field}']").Change(value));
        }

        await page.InvokeAsync(() => page.Find("[name='Lines[0].TaxCodeId']").Change(page.FindAll("[name='Lines[0].TaxCodeId'] option")[1].GetAttribute("value")));
        await page.InvokeAsync(() => page.Find("td.option input[type=checkbox]").Change(true));

        await page.InvokeAsync(() => page.FindComponent<QuoteActions>().FindAll("button.menu-item")[0].Click());

        page.WaitForAssertion(() => Assert.Contains("Enseigne en option", page.Find("dialog label.check").TextContent, StringComparison.Ordinal));
        Assert.Equal(1, await db.Quotes.Where(q => q.Id == id).SelectMany(q => q.Lines).CountAsync(l => l.IsOptional));
    }
}
