using Bunit;
using Portal.Web.Contracts;
using Portal.Web.Contracts.Approvals;

namespace Portal.Web.Tests.Contracts;

/// <summary>The list of contracts, the page of one, and how it is sent to its client.</summary>
public sealed class ContractPageTests : ContractPagesContext
{
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
}
