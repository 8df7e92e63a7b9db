using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.Accounts;

namespace Portal.Browser.Tests.ClientPortal;

/// <summary>A client in the portal: what is due, paying by card, receipts; and another client who sees none of it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ClientPortalTests(BrowserFixture fixture)
{
    private const string Julie = "julie.tremblay@imprimerie-fleuve.example";
    private const string Claire = "claire.meunier@boulangerie-meunier.example";
    private const string Billing = "billing@atelier-boreal.example";

    [BrowserFact]
    public async Task Client_PaysByCard_AndGetsTheReceipt()
    {
        var invoice = await IssuedInvoices.AddAsync(fixture.Portal, Julie, 140m);
        await using var session = await fixture.OpenAsync(Screen.Phone with { Language = "fr-CA" });
        await SignInAsync(session, Julie);
        await session.GoAsync("/portal");
        await session.ShotAsync("portal-home");
        await session.AssertNothingSticksOutAsync();

        await session.GoAsync($"/portal/invoices/{invoice.Id}");
        await session.ShotAsync("portal-invoice");
        await session.AssertNothingSticksOutAsync();
        await AssertSameBytesAsync(session, invoice);
        await session.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Payer 160,97.*par carte") }).ClickAsync();
        await session.Page.ReachAsync("**/practice-pay/*");
        await session.ShotAsync("practice-pay");
        await session.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Payer 160,97") }).ClickAsync();
        await session.Page.GetByRole(AriaRole.Heading, new() { Name = "Merci" }).WaitForAsync();
        await session.ShotAsync("portal-paid");

        await session.GoAsync($"/portal/invoices/{invoice.Id}");
        await session.Page.GetByText("Payée", new() { Exact = true }).First.WaitForAsync();
        foreach (var (path, name) in new[] { ("/portal/invoices", "invoices"), ("/portal/receipts", "receipts"), ("/portal/statement", "statement"), ("/portal/quotes", "quotes"), ("/portal/files", "files") })
        {
            await session.GoAsync(path);
            await session.ShotAsync($"portal-{name}");
            await session.AssertNothingSticksOutAsync();
        }

        session.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task Client_TicksInvoices_AndPaysThemAtOnce()
    {
        var paid = new[] { await IssuedInvoices.AddAsync(fixture.Portal, Julie, 30m), await IssuedInvoices.AddAsync(fixture.Portal, Julie, 12m) };
        await using var session = await fixture.OpenAsync(Screen.Phone with { Language = "fr-CA" });
        await SignInAsync(session, Julie);
        await session.GoAsync("/portal");
        await session.Page.GetByRole(AriaRole.Link, new() { Name = "Payer plusieurs factures" }).ClickAsync();
        await session.Page.ReachAsync("**/portal/pay?*");
        await session.Page.Locator("input[name=ticked]").First.WaitForAsync();
        await session.ShotAsync("portal-pay");
        await session.AssertNothingSticksOutAsync();
        var ticks = session.Page.Locator("input[name=ticked]");
        var pay = session.Page.GetByRole(AriaRole.Button, new() { Name = "Payer par carte les factures cochées" });
        foreach (var tick in await ticks.AllAsync())
        {
            Assert.True(await tick.IsCheckedAsync());
            await tick.UncheckAsync();
        }

        await pay.ClickAsync();
        await session.Page.GetByText("Choisissez les factures à payer.").WaitForAsync();
        Assert.Equal(0, await session.Page.Locator("input[name=ticked]:checked").CountAsync());
        await session.ShotAsync("portal-pay-refused");

        foreach (var invoice in paid)
        {
            await session.Page.Locator($"input[name=ticked][value^='{invoice.Id}:']").CheckAsync();
        }

        await pay.ClickAsync();
        await session.Page.ReachAsync("**/practice-pay/*");
        await session.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Payer 48,29") }).ClickAsync();
        await session.Page.GetByRole(AriaRole.Heading, new() { Name = "Merci" }).WaitForAsync();
        await session.ShotAsync("portal-paid-several");
        foreach (var invoice in paid)
        {
            await session.GoAsync($"/portal/invoices/{invoice.Id}");
            await session.Page.GetByText("Payée", new() { Exact = true }).First.WaitForAsync();
        }
    }

    [BrowserFact]
    public async Task CardPayment_RefusedOrAbandoned_SaysSo_AndALateWebhookStillCounts()
    {
        var invoice = await IssuedInvoices.AddAsync(fixture.Portal, Julie, 50m, daysToPay: 0);
        await using var session = await fixture.OpenAsync();
        await SignInAsync(session, Julie);

        await PayAsync(session, invoice.Id, new Regex("La banque refuse|The bank refuses"));
        await session.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex("Paiement refusé|Payment refused") }).WaitForAsync();
        await session.ShotAsync("portal-refused");
        await PayAsync(session, invoice.Id, new Regex("Renoncer|Give up"));
        await session.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex("Rien n’a été payé|Nothing was paid") }).WaitForAsync();
        await PayAsync(session, invoice.Id, new Regex("15 secondes|15 seconds"));
        await session.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex("Paiement en traitement|Payment being processed") }).WaitForAsync();
        await session.ShotAsync("portal-waiting");
        for (var i = 0; i < 60 && await session.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex("Merci|Thank you") }).CountAsync() == 0; i++)
        {
            await Task.Delay(1500);
            await session.Page.ReloadAsync();
        }

        await session.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex("Merci|Thank you") }).WaitForAsync();
    }

    [BrowserFact]
    public async Task AnotherClient_TryingEveryAddress_GetsNotFound()
    {
        var invoice = await IssuedInvoices.AddAsync(fixture.Portal, Julie, 70m);
        await using var session = await fixture.OpenAsync();
        await SignInAsync(session, Claire);
        await using var own = await fixture.OpenAsync();
        await SignInAsync(own, Julie);
        await PayAsync(own, invoice.Id, new Regex("^(Payer|Pay) [^,]*70"), press: false);
        await own.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Renoncer|Give up") }).ClickAsync();
        await own.Page.ReachAsync("**/portal/**");
        var result = new Uri((await own.Page.EvaluateAsync<string>("location.href")).Split('?')[0]).AbsolutePath;

        foreach (var path in new[] { $"/portal/invoices/{invoice.Id}", $"/portal/documents/{invoice.DocumentId}", result, "/portal/quotes/1", "/portal/logo/1" })
        {
            var answer = await session.Page.APIRequest.GetAsync(session.At(path).AbsoluteUri);
            Assert.True(answer.Status is (int)HttpStatusCode.NotFound or (int)HttpStatusCode.Gone, $"{path} answered {answer.Status}");
        }

        foreach (var path in new[] { "/payments", "/accounting", "/lists/payments.csv", $"/payments/{invoice.Id}/receipt", $"/accounting/{invoice.Id}/file" })
        {
            var answer = await session.Page.APIRequest.GetAsync(session.At(path).AbsoluteUri);
            Assert.True(answer.Status is 403 or 404, $"{path} answered {answer.Status}");
        }
    }

    [BrowserFact]
    public async Task Clerk_RecordsAPaymentOverTwoInvoices_AndReversesIt()
    {
        var first = await IssuedInvoices.AddAsync(fixture.Portal, Claire, 100m);
        var second = await IssuedInvoices.AddAsync(fixture.Portal, Claire, 200m);
        await using var session = await fixture.OpenAsync();
        await SignInAsync(session, Billing);

        await session.GoAsync($"/payments/new?invoice={first.Id}");
        await session.ShotAsync("payment-new");
        await session.Page.Locator("#f-Amount, [name$=Amount]").First.FillAsync("350");
        await session.Page.Keyboard.PressAsync("Tab");
        await session.ShotAsync("payment-new-filled");
        await session.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(Enregistrer le paiement|Record the payment)$") }).ClickAsync();
        await session.Page.ReachAsync(new Regex("/payments/[0-9]+$"));
        await session.Page.GetByText(second.Number).First.WaitForAsync();
        await session.ShotAsync("payment");
        await session.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Annuler le paiement|Reverse the payment") }).First.ClickAsync();
        await session.Page.Locator("[name$=Reason]").FillAsync("Chèque sans provision");
        await session.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Annuler le paiement|Reverse the payment") }).ClickAsync();
        await session.Page.GetByText("Chèque sans provision").First.WaitForAsync();
        await session.ShotAsync("payment-reversed");
        foreach (var (path, name) in new[] { ("/payments", "payments"), ("/accounting", "accounting") })
        {
            await session.GoAsync(path);
            await session.Page.Locator("table tbody tr").First.WaitForAsync();
            await session.ShotAsync(name);
        }

        await session.Page.Locator("table tbody tr a").First.ClickAsync();
        await session.Page.ReachAsync(new Regex("/accounting/[0-9]+$"));
        await session.Page.Locator(".totals").WaitForAsync();
        await session.ShotAsync("accounting-entry");
        session.AssertNoComplaints();
    }

    private static async Task SignInAsync(Session session, string email)
    {
        await session.GoAsync("/account/sign-in");
        await session.Page.Locator("input[type=email], input[name$=Email]").First.FillAsync(email);
        await session.Page.Locator("input[type=password]").First.FillAsync(DemoAccounts.Password);
        await session.Page.Locator("main button[type=submit]").First.ClickAsync();
        await session.Page.ReachAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }

    private static async Task PayAsync(Session session, long invoiceId, Regex action, bool press = true)
    {
        await session.GoAsync($"/portal/invoices/{invoiceId}");
        await session.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("par carte|by card") }).ClickAsync();
        await session.Page.ReachAsync("**/practice-pay/*");
        if (press)
        {
            await session.Page.GetByRole(AriaRole.Button, new() { NameRegex = action }).First.ClickAsync();
            await session.Page.ReachAsync("**/portal/payments/*");
        }
    }

    private static async Task AssertSameBytesAsync(Session session, IssuedInvoices.Issued invoice)
    {
        var answer = await session.Page.APIRequest.GetAsync(session.At($"/portal/documents/{invoice.DocumentId}").AbsoluteUri);
        Assert.Equal(invoice.Document, await answer.BodyAsync());
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(invoice.Document))}\"", answer.Headers["etag"]);
        Assert.StartsWith("inline; filename=", answer.Headers["content-disposition"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["x-content-type-options"]);
    }
}
