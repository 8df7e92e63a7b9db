using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Web.Contracts;
using Portal.Web.Contracts.Approvals;
using Portal.Web.Contracts.Billing;
using Portal.Web.Contracts.Indexation;
using Portal.Web.Kit;
using Portal.Web.Tests.Kit;
using Portal.Web.Tests.Security;

namespace Portal.Web.Tests.Contracts;

/// <summary>The pages of contracts, drawn with the real use cases on a small database.</summary>
public sealed class ContractPagesTests : KitContext, IAsyncLifetime
{
    private readonly PortalApp app = new() { Settings = { ["Scheduling:Enabled"] = "false" }, Configure = services => services.AddScoped<ICurrentUser>(_ => SystemUser.Instance) };
    private IServiceScope scope = default!;
    private long clientId;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await app.AsSystemAsync<DemoData>(demo => demo.RunAsync(default));
        scope = app.Services.CreateScope();
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        clientId = await db.Clients.Where(c => c.Name.Contains("Fleuve")).Select(c => c.Id).FirstAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        scope.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task List_WithoutContracts_OffersTheFirst_AndWithOneShowsItsRow()
    {
        Assert.Contains("href=\"/contracts/new\"", Render<ContractListPage>().Markup, StringComparison.Ordinal);
        var id = await DraftAsync();

        var list = Render<ContractListPage>();

        list.WaitForAssertion(() => Assert.Contains($"/contracts/{id}", list.Markup, StringComparison.Ordinal));
        Assert.Contains("Printer care", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Form_SimpleEntry_ShowsTheCommonFields_AndAdvancedTheRest()
    {
        var page = New();

        foreach (var common in new[] { "Title", "PayerId", "Kind", "SubscribedOn", "IsIndexable", "JournalId", "FiscalPositionId" })
        {
            Assert.Single(page.FindAll("#f-" + common));
        }

        Assert.False(page.Find("details").HasAttribute("open"));
        Assert.Empty(page.FindAll("[name=NoticeDays]"));
        page.FindAll("[role=group] button")[1].Click();
        Assert.NotEmpty(page.FindAll("[name=NoticeDays]"));
        Assert.Single(page.FindAll("#f-JournalId"));
        Assert.Empty(page.FindAll("details"));
    }

    [Fact]
    public async Task Form_WithoutTitle_IsRefusedAtItsField_AndNothingIsLost()
    {
        var page = New();
        page.Find("[name='Lines[0].Description']").Change("Care");
        page.Find("[name='Lines[0].UnitPrice']").Change("50");

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[name=Title]").GetAttribute("aria-invalid")));
        Assert.Equal("Care", page.Find("[name='Lines[0].Description']").GetAttribute("value") ?? page.Find("[name='Lines[0].Description']").TextContent);
    }

    [Fact]
    public void Form_LeftWithTypedText_AsksFirst_AndUntouchedItDoesNot()
    {
        var (navigation, dialogs) = (Services.GetRequiredService<NavigationManager>(), Services.GetRequiredService<Dialogs>());
        var page = New();
        navigation.NavigateTo("/contracts/new");
        Assert.Null(dialogs.Asked);

        page.Find("[name=Title]").Input("Care");
        navigation.NavigateTo("/clients");

        page.WaitForAssertion(() => Assert.NotNull(dialogs.Asked));
        dialogs.Answer(false);
        Assert.EndsWith("/contracts/new", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_SoldByAnotherCompany_KeepsWhatWasTyped_AndIsMadeInItsCurrency()
    {
        var page = New();
        page.Find("[name=Title]").Change("Printer care");
        page.Find("[name='Lines[0].Description']").Change("Care");
        page.Find("[name='Lines[0].UnitPrice']").Change("50");
        Assert.Equal([true, false], page.FindAll("[name=LegalEntityId] option").Select(o => o.HasAttribute("selected")));

        page.Find("[name=LegalEntityId]").Change(page.FindAll("[name=LegalEntityId] option")[1].GetAttribute("value"));
        page.WaitForAssertion(() => Assert.Contains("€50.00", page.Markup, StringComparison.Ordinal));
        await page.Find("form").SubmitAsync();

        var navigation = Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.Matches("/contracts/[0-9]+$", navigation.Uri));
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var made = await db.Contracts.Include(c => c.Lines).SingleAsync(c => c.Title == "Printer care");
        Assert.Equal((DemoCompanies.France, "EUR"), (await db.LegalEntities.Where(e => e.Id == made.LegalEntityId).Select(e => e.Name).SingleAsync(), made.Currency));
    }

    [Fact]
    public async Task Form_Filled_MakesADraft_AndLeadsToItsPage()
    {
        var page = New();
        page.Find("[name=Title]").Change("Printer care");
        page.Find("[name='Lines[0].Description']").Change("Care");
        page.Find("[name='Lines[0].Quantity']").Change("12");
        page.Find("[name='Lines[0].UnitPrice']").Change("50");

        await page.Find("form").SubmitAsync();

        var navigation = Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.Matches("/contracts/[0-9]+$", navigation.Uri));
    }

    [Fact]
    public async Task Form_TickedIndexableAfterItsLines_MakesThemIndexable()
    {
        var page = New();
        page.FindAll("[role=group] button")[1].Click();
        page.Find("[name=Title]").Change("Indexed care");
        page.Find("[name='Lines[0].Description']").Change("Care");
        page.Find("[name='Lines[0].UnitPrice']").Change("50");
        page.Find("[name=IsIndexable]").Change(true);

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Matches("/contracts/[0-9]+$", Services.GetRequiredService<NavigationManager>().Uri));
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        Assert.True((await db.Contracts.Include(c => c.Lines).SingleAsync(c => c.Title == "Indexed care")).Lines.Single().IsIndexable);
    }

    [Fact]
    public async Task Line_TypedInItsDialog_StandsInTheForm_AndTheDialogIsClosed()
    {
        var page = New();
        page.Find("[name='Lines[0].Description']").Change("Care");
        page.FindAll("button").Single(b => b.TextContent.Trim() == "Add a line").Click();
        var dialog = page.FindComponent<ContractLineDialog>();
        dialog.Find("[name=Description]").Change("Ink");
        dialog.Find("[name=UnitPrice]").Change("40");

        await dialog.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Null(page.FindComponent<ContractLineDialog>().Instance.Line));
        Assert.Equal(2, page.FindAll("table.line-editor tbody tr").Count);
        Assert.Equal("40.00", page.Find("[name='Lines[1].UnitPrice']").GetAttribute("value"));
    }

    [Fact]
    public void Indexation_ByFormula_AsksForTheDayOfTheValuesAtOnce()
    {
        var page = Render<IndexationPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[name=Mode]")));
        Assert.Empty(page.FindAll("[name=ValuesOn]"));

        page.Find("[name=Mode]").Change(nameof(IndexationMode.Formula));

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[name=ValuesOn]")));
    }

    [Fact]
    public async Task Page_OfADraft_OffersToSendIt_AndSaysThatTheClientApproves()
    {
        var id = await DraftAsync();

        var page = Render<ContractPage>(p => p.Add(c => c.Id, id));

        page.WaitForAssertion(() => Assert.Contains("Send to approve", page.Find("#approval").TextContent, StringComparison.Ordinal));
        Assert.Contains("Printer care", page.Find("h1").TextContent, StringComparison.Ordinal);
        page.FindAll("#approval button")[0].Click();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[name=ToContactId]")));
        Assert.Contains("{{Contract.Link}}", page.Find("[name=Body]").GetAttribute("value") ?? page.Find("[name=Body]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_AfterSending_ShowsTheVersionItsLinkAndThatTheClientIsAwaited()
    {
        var id = await DraftAsync();
        var page = Render<ContractPage>(p => p.Add(c => c.Id, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#approval button")));
        page.FindAll("#approval button")[0].Click();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[name=ToContactId]")));

        await page.FindComponents<SendContractDialog>().Single(d => d.Instance.Open).Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Waiting for the client", page.Find("#approval").TextContent, StringComparison.Ordinal));
        Assert.Contains("Version 1", page.Find("#approval .offer").TextContent, StringComparison.Ordinal);
        Assert.Contains("julie.tremblay@imprimerie-fleuve.example", page.Find("#approval .offer").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAContractInForce_HasNoApprovalToAskFor()
    {
        var id = await DraftAsync();
        await ActivateAsync(id);

        var page = Render<ContractPage>(p => p.Add(c => c.Id, id));

        page.WaitForAssertion(() => Assert.Contains("Printer care", page.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#approval"));
    }

    [Fact]
    public async Task EndDialog_ListsTheVisitsThatArePlannedAfterTheDay_AndThePageThoseThatStay()
    {
        var id = await DraftAsync(visits: 12);
        await ActivateAsync(id);
        await PlanLastVisitAsync(id);
        var view = (await Get<ShowContract>().RunAsync(id, default)).Value;
        var dialog = Render<ContractLifeDialog>(p => p.Add(d => d.View, view).Add(d => d.Asked, ContractAsk.End));
        Assert.DoesNotContain("V-LAST", dialog.Markup, StringComparison.Ordinal);

        await dialog.Find("[name=On]").ChangeAsync(new() { Value = BilledPeriod.KeyOf(view.Today.AddDays(20)) });

        dialog.WaitForAssertion(() => Assert.Contains("V-LAST", dialog.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(dialog.FindAll("[name=CallOff]"));
        var ended = await Get<EndContract>().RunAsync(new EndContract.Input(id, view.Version, view.Today.AddDays(20), "Moved"), default);
        Assert.Null(ended.Refusal?.Code);

        var page = Render<ContractPage>(p => p.Add(c => c.Id, id));
        page.WaitForAssertion(() => Assert.Contains("Visits still planned after the end, or in a rest: 1", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EndLinesDialog_NamesTheVisitsOfTheChosenLines_AndCancelsThemWithIt()
    {
        var id = await DraftAsync(visits: 12);
        await ActivateAsync(id);
        await PlanLastVisitAsync(id);
        var view = (await Get<ShowContract>().RunAsync(id, default)).Value;
        var dialog = Render<EndLinesDialog>(p => p.Add(d => d.View, view).Add(d => d.Open, true));
        await dialog.Find("[name=EndsOn]").ChangeAsync(new() { Value = BilledPeriod.KeyOf(view.Today.AddDays(20)) });
        Assert.DoesNotContain("V-LAST", dialog.Markup, StringComparison.Ordinal);

        await dialog.Find("fieldset input[type=checkbox]").ChangeAsync(new() { Value = true });

        dialog.WaitForAssertion(() => Assert.Contains("V-LAST", dialog.Markup, StringComparison.Ordinal));
        await dialog.Find("[name=CallOff]").ChangeAsync(new() { Value = true });
        await dialog.Find("form").SubmitAsync();
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        Assert.Equal(VisitStatus.Cancelled, (await db.Visits.SingleAsync(v => v.Number == "V-LAST")).Status);
        var page = Render<ContractPage>(p => p.Add(c => c.Id, id));
        page.WaitForAssertion(() => Assert.Contains($"f_contract={id}", page.Find("#work").InnerHtml, StringComparison.Ordinal));
    }

    /// <summary>The scheduler does so by itself within the hour; whoever looks at it now need not wait.</summary>
    [Fact]
    public async Task Billing_WhereAllIsLeftToAPerson_PutsItThereAtOnce()
    {
        var id = await DraftAsync(ContractDelivery.Issue);
        await ActivateAsync(id);
        await using (var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync())
        {
            (await db.Clients.SingleAsync(c => c.Id == clientId)).BillingAddress = Address.Empty;
            await db.SaveChangesAsync();
        }

        var page = Render<BillingPage>();
        page.WaitForAssertion(() => Assert.Contains("Put it under", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        await page.FindAll("button").Single(b => b.TextContent.Contains("Put it under", StringComparison.Ordinal)).ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Contracts left to a person: 1", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Single(page.Find("section[role=status]").QuerySelectorAll($"a[href='/contracts/{id}']"));
        Assert.DoesNotContain("Put it under", page.Markup, StringComparison.Ordinal);
        await using var after = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        Assert.Equal(id, Assert.Single(await after.ParkedBillings.ToListAsync()).ContractId);
    }

    [Fact]
    public void Billing_WhatItIsNarrowedTo_StandsInTheAddress_AndIsThereAgainAfterAReload()
    {
        var page = Render<BillingPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[name=Frequency] option")));
        page.Find("[name=Frequency]").Change("Yearly");
        page.Find("form").Submit();
        var navigation = Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.EndsWith("?frequency=Yearly", navigation.Uri, StringComparison.Ordinal), TimeSpan.FromSeconds(10));

        navigation.NavigateTo(string.Create(CultureInfo.InvariantCulture, $"/contracts/billing?frequency=Quarterly&asof=2026-12-31&client={clientId}&dating=Chosen&date=2020-01-01&page=x"));
        var again = Render<BillingPage>();

        again.WaitForAssertion(() => Assert.Equal("Quarterly", again.Find("[name=Frequency] option[selected]").GetAttribute("value")), TimeSpan.FromSeconds(10));
        Assert.Contains("Fleuve", again.Find("#f-ClientId").GetAttribute("value"), StringComparison.Ordinal);
        again.WaitForAssertion(() => Assert.Contains("Choose a day no earlier than", again.Find("[role=alert]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    private IRenderedComponent<NewContractPage> New()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(string.Create(CultureInfo.InvariantCulture, $"/contracts/new?client={clientId}"));
        var page = Render<NewContractPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[name='Lines[0].Description']")));
        return page;
    }

    private async Task PlanLastVisitAsync(long id)
    {
        await Get<GenerateRequests>().RunAsync(new(id), default);
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var request = await db.ServiceRequests.Where(r => db.ContractLines.Any(l => l.Id == r.ContractLineId && l.ContractId == id)).OrderBy(r => r.WantedFrom).LastAsync();
        var at = (await db.LegalEntities.SingleAsync(e => e.Id == request.LegalEntityId)).ToUtc(request.WantedFrom!.Value, new TimeOnly(9, 0));
        db.Visits.Add(new Visit(request, "V-LAST", null, at, at.AddHours(1), at));
        await db.SaveChangesAsync();
    }

    private async Task<long> DraftAsync(ContractDelivery delivery = ContractDelivery.Proforma, int visits = 0)
    {
        var choices = (await Get<ShowContractChoices>().RunAsync(new ShowContractChoices.Input(clientId), default)).Value;
        var head = new ContractForm { Title = "Printer care", StartsOn = choices.Today, Delivery = delivery }.ToHead();
        var line = new ContractLineForm { Description = "Care", Quantity = 12, UnitPrice = 50, TaxCodeId = choices.Usual.TaxCodeId, GlAccountId = choices.Usual.GlAccountId };
        if (visits > 0)
        {
            line.VisitsPerYear = visits;
            line.Months.UnionWith(Enumerable.Range(1, 12));
        }

        return (await Get<CreateContract>().RunAsync(new CreateContract.Input(Guid.NewGuid(), clientId, null, head, [line.ToValues()]), default)).Value;
    }

    private async Task ActivateAsync(long id)
    {
        await using var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        var version = await db.Contracts.Where(c => c.Id == id).Select(c => c.Version).SingleAsync();
        Assert.True((await Get<ActivateContractLines>().RunAsync(new ActivateContractLines.Input(id, version), default)).Succeeded);
    }

    private T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
}
