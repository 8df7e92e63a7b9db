using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.Contracts;
using Portal.Web.Contracts;
using Portal.Web.Contracts.Approvals;
using Portal.Web.Contracts.Billing;
using Portal.Web.PersonalLinks;

namespace Portal.Browser.Tests.Stories;

/// <summary>A contract from its simple entry to its first proforma: written, sent, approved by the client on the phone, billed.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ContractStoryTests(BrowserFixture fixture)
{
    private const string Title = "Entretien du traceur";
    private const string Julie = "julie.tremblay@imprimerie-fleuve.example";

    [BrowserFact]
    public async Task Contract_WrittenAndSent_IsApprovedOnThePhone_AndBilled()
    {
        var words = new Words("fr-FR");
        await using var office = await fixture.OpenAsync(Screen.Desktop);
        await office.SignInAsync("manager@atelier-boreal.example");
        var page = office.Page;
        await office.GoAsync("/contracts/new");
        var client = page.Locator("#f-ClientId");
        await client.ClickAsync();
        await client.PressSequentiallyAsync("Fleuve");
        await page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex("Fleuve") }).First.ClickAsync();
        await FillAsync("Title", Title);
        await FillAsync("Lines[0].Description", "Entretien mensuel");
        await FillAsync("Lines[0].Quantity", "12");
        await FillAsync("Lines[0].UnitPrice", "50");
        await Button<ContractsPages>("CreateContract").ClickAsync();
        await page.ReachAsync(new Regex("/contracts/[0-9]+$"));
        var contract = new Uri(page.Url).AbsolutePath;

        await Button<ContractApprovalPages>("SendToApprove").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.Locator("[name=ToContactId] option:checked")).ToContainTextAsync(Julie);
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#approval .badge").First).ToContainTextAsync(words.Of<ContractsText>("ContractAnswerState.Waiting"));
        await office.ShotAsync("contract-sent");
        await office.AssertNoSeriousAxeFindings();
        var reference = (await page.Locator("h1 span").First.InnerTextAsync()).Trim();

        var mailbox = new Mailbox(Path.Combine(fixture.Portal.Folder, "App_Data", "mail"));
        var mail = await mailbox.ArrivedAsync("the contract", m => m.To.Contains(Julie) && m.Subject.Contains(reference, StringComparison.Ordinal));
        Assert.Equal("%PDF-"u8, Assert.Single(mail.Pdfs).AsSpan(0, 5));
        var link = mail.Link("c/");
        await ApproveAsync(link);

        await office.GoAsync(contract);
        await Assertions.Expect(page.Locator("#approval")).ToContainTextAsync("Julie T.");
        await office.GoAsync("/contracts/billing?contract=" + contract.Split('/')[^1]);
        await Button<ContractBillingPages>("Run").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).Locator("button.primary").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = words.Of<ContractBillingPages>("Result"), Exact = true }).WaitForAsync();
        await office.GoAsync(contract);
        await Assertions.Expect(page.Locator("#invoices tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#invoices tbody tr")).ToContainTextAsync("PF");
        await office.ShotAsync("contract-billed");
        office.AssertNoComplaints();

        async Task FillAsync(string name, string text)
        {
            await page.Locator($"[name='{name}']").FillAsync(text);
            await page.Locator($"[name='{name}']").BlurAsync();
        }

        ILocator Button<T>(string key) => page.GetByRole(AriaRole.Button, new() { Name = words.Of<T>(key), Exact = true });
    }

    /// <summary>The client signs on the phone; the same link says afterwards that it is done, and whoever still had it open is told when they answer too.</summary>
    private async Task ApproveAsync(string link)
    {
        var words = new Words("fr-CA");
        await using var phone = await fixture.OpenAsync(Screen.Phone with { Language = "fr-CA" });
        var page = phone.Page;
        await phone.GoAsync(link);
        var late = await page.Context.NewPageAsync();
        await late.GotoAsync(link);
        await phone.AssertNothingSticksOutAsync();
        await phone.ShotAsync("contract-public");
        await phone.AssertNoSeriousAxeFindings();
        await page.GetByRole(AriaRole.Textbox, new() { Name = words.Of<PersonalLinksPages>("YourName") }).FillAsync("Julie T.");
        await ClientPages.SignAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = words.Of<ContractApprovalPages>("ApproveContract"), Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { NameRegex = Words.Exactly(words.Of<ContractApprovalPages>("State.Approved.JustNow")) }).WaitForAsync();
        await phone.ShotAsync("contract-approved");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Julie T.");
        await Assertions.Expect(page.Locator("#signature-pad")).ToHaveCountAsync(0);

        await late.GetByRole(AriaRole.Textbox, new() { Name = words.Of<PersonalLinksPages>("YourName") }).FillAsync("Pierre G.");
        await late.GetByRole(AriaRole.Button, new() { Name = words.Of<ContractApprovalPages>("ApproveContract"), Exact = true }).ClickAsync();
        await late.GetByRole(AriaRole.Heading, new() { NameRegex = Words.Exactly(words.Of<ContractApprovalPages>("State.Approved")) }).WaitForAsync();
        await Assertions.Expect(late.GetByRole(AriaRole.Status).First).ToContainTextAsync("Julie T.");
        await Assertions.Expect(late.Locator(".public-state")).ToBeInViewportAsync();
        phone.AssertNoComplaints();
    }
}
