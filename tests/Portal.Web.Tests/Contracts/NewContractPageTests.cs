using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Companies;
using Portal.Web.Contracts;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Contracts;

/// <summary>The form of a new contract and the dialog of its lines.</summary>
public sealed class NewContractPageTests : ContractPagesContext
{
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
    public async Task Form_RefusedWithoutALine_HasOneToTypeInStill()
    {
        var page = New();

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[name=Title]").GetAttribute("aria-invalid")));
        Assert.Single(page.FindAll("[name='Lines[0].Description']"));
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
    public void Form_LeftWithALineThatWasTypedInItsDialog_AsksFirst()
    {
        var (navigation, dialogs) = (Services.GetRequiredService<NavigationManager>(), Services.GetRequiredService<Dialogs>());
        var page = New();
        page.FindAll("button").Single(b => b.TextContent.Trim() == "Add a line").Click();
        page.Find("dialog [name=Description]").Input("Ink");

        navigation.NavigateTo("/clients");

        page.WaitForAssertion(() => Assert.NotNull(dialogs.Asked));
        dialogs.Answer(false);
        Assert.Contains("/contracts/new", navigation.Uri, StringComparison.Ordinal);
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
        await using var db = await OpenAsync();
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
        await using var db = await OpenAsync();
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

    private IRenderedComponent<NewContractPage> New()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(string.Create(CultureInfo.InvariantCulture, $"/contracts/new?client={ClientId}"));
        var page = Render<NewContractPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[name='Lines[0].Description']")));
        return page;
    }
}
