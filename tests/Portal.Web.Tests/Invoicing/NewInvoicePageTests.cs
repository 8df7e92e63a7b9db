using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Companies;
using Portal.Web.Invoicing;
using Portal.Web.Tests.Kit;
using Portal.Web.Tests.Security;

namespace Portal.Web.Tests.Invoicing;

/// <summary>Where an invoice begins, for a client of which two companies of ours have jobs.</summary>
public sealed class NewInvoicePageTests : KitContext, IAsyncLifetime
{
    private readonly PortalApp app = new() { Settings = { ["Scheduling:Enabled"] = "false" }, Configure = services => services.AddScoped<ICurrentUser>(_ => SystemUser.Instance) };
    private IServiceScope scope = default!;
    private long clientId;
    private long franceId;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await app.AsSystemAsync<DemoData>(demo => demo.RunAsync(default));
        scope = app.Services.CreateScope();
        this.AddAuthorization().SetAuthorized("billing").SetPolicies(Permissions.InvoicesIssue);
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
        await using var db = await OpenAsync();
        clientId = await db.Clients.Where(c => c.Name.Contains("Fleuve")).Select(c => c.Id).FirstAsync();
        franceId = await db.LegalEntities.Where(e => e.Name == DemoCompanies.France).Select(e => e.Id).SingleAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        scope.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Jobs_OfTwoCompanies_AreNotTakenTogether_AndTheOneLeftOutIsNamed()
    {
        var (quebec, france) = (await JobAsync("Vitrine", null), await JobAsync("Atelier", franceId));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/invoices/new?jobs={quebec},{france}");

        var page = Render<NewInvoicePage>();

        var number = await NumberAsync(france);
        page.WaitForAssertion(() => Assert.Contains($" {number}.", page.Find(".alert.warning").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain($" {await NumberAsync(quebec)}", page.Find(".alert.warning").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JobsOfOneCompany_Ticked_LeaveThoseOfTheOtherOutOfReach()
    {
        var (quebec, france) = (await JobAsync("Vitrine", null), await JobAsync("Atelier", franceId, "CAD"));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/invoices/new?client={clientId}");
        var page = Render<NewInvoicePage>();
        var (first, second) = (await NumberAsync(quebec), await NumberAsync(france));
        page.WaitForAssertion(() => Assert.Contains(second, page.Markup, StringComparison.Ordinal));
        Assert.False(Box(second).HasAttribute("disabled"));

        Box(first).Change(true);

        Assert.False(Box(first).HasAttribute("disabled"));
        Assert.True(Box(second).HasAttribute("disabled"));

        AngleSharp.Dom.IElement Box(string number) => page.FindAll("input[type=checkbox]").Single(b => b.GetAttribute("aria-label")!.Contains($" {number} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Companies_AreOfferedInTheCurrencyThatTheClientIsBilledIn_AndAnotherClientStartsWithItsUsualOne()
    {
        long otherClient;
        await using (var db = await OpenAsync())
        {
            await db.Clients.Where(c => c.Id == clientId).ExecuteUpdateAsync(set => set.SetProperty(c => c.Currency, "USD"));
            otherClient = await db.Clients.Where(c => c.LegalEntityId == franceId && c.IsActive).Select(c => c.Id).FirstAsync();
        }

        long? chosen = franceId;
        var field = Render<CompanyField>(p => p.Add(f => f.ClientId, clientId).Add(f => f.Value, chosen).Add(f => f.ValueChanged, id => chosen = id));
        field.WaitForAssertion(() => Assert.Contains($"{DemoCompanies.Quebec} · USD", field.Markup, StringComparison.Ordinal));
        Assert.Contains($"{DemoCompanies.France} · EUR", field.Markup, StringComparison.Ordinal);
        Assert.Equal(franceId, chosen);

        field.Render(p => p.Add(f => f.ClientId, otherClient));
        field.WaitForAssertion(() => Assert.Contains($"{DemoCompanies.Quebec} · CAD", field.Markup, StringComparison.Ordinal));
        Assert.Null(chosen);
    }

    private async Task<long> JobAsync(string name, long? legalEntityId, string? currency = null)
    {
        var id = (await Get<CreateJob>().RunAsync(new CreateJob.Input(clientId, name, LegalEntityId: legalEntityId), default)).Value;
        await using var db = await OpenAsync();
        var job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == id);
        var code = await db.TaxCodes.Where(c => c.LegalEntityId == job.LegalEntityId).Select(c => c.Id).FirstAsync();
        var account = await db.GlAccounts.Where(a => a.LegalEntityId == job.LegalEntityId && a.Kind == GlAccountKind.Income).Select(a => a.Id).FirstAsync();
        Assert.True((await Get<AddJobLine>().RunAsync(new AddJobLine.Input(id, job.Version, null, "Pose", 2, "h", 100, 0, code, account), default)).Succeeded);
        if (currency is not null)
        {
            await db.Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.Currency, currency));
        }

        return id;
    }

    private async Task<string> NumberAsync(long jobId)
    {
        await using var db = await OpenAsync();
        return await db.Jobs.Where(j => j.Id == jobId).Select(j => j.Number).SingleAsync();
    }

    private T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    private Task<PortalDbContext> OpenAsync() => Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
}
