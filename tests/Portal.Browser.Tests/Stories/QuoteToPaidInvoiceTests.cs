using System.Globalization;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;

namespace Portal.Browser.Tests.Stories;

/// <summary>
/// The main job of the portal, from a new client to a paid invoice: quote, approval by a personal link, two invoices by a schedule,
/// mail, portal and card payment. Each run has an application of its own, because it lets days go by.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class QuoteToPaidInvoiceTests(BrowserFixture fixture)
{
    private const string OtherClient = "claire.meunier@boulangerie-meunier.example";

    [BrowserFact]
    public Task QuebecClient_WithGstAndQst_FromQuoteToPaidInvoice() => TellAsync(StoryCase.Quebec);

    [BrowserFact]
    public Task FrenchClient_WithVat_FromQuoteToPaidInvoice() => TellAsync(StoryCase.France);

    private async Task TellAsync(StoryCase story)
    {
        await using var portal = await PortalProcess.StartAsync();
        var mailbox = new Mailbox(Path.Combine(portal.Folder, "App_Data", "mail"));
        var secondOn = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(10);
        await using var office = await OpenAsync(portal, story.StaffLanguage);
        await office.SignInAsync(story.Seller);
        var seller = new SellerPages(office, story);

        var clientId = await seller.CreateClientAsync();
        var quoteId = await seller.WriteQuoteAsync(secondOn);
        var quoteNumber = await seller.SendQuoteAsync();

        var offer = await mailbox.ArrivedAsync("the quote", m => m.To.Contains(story.Manager.Email) && m.Subject.Contains(quoteNumber, StringComparison.Ordinal));
        AssertPdf(Assert.Single(offer.Pdfs));
        await using var visitor = await OpenAsync(portal, story.ClientLanguage);
        await new ClientPages(visitor, story).ApproveAsync(offer.Link("q/"));

        var jobId = await new StaffPages(office, story).OpenJobOfAsync(quoteId);
        await using var accounts = await OpenAsync(portal, story.StaffLanguage);
        await accounts.SignInAsync(story.Clerk);
        var clerk = new StaffPages(accounts, story);
        var (first, planned) = await clerk.CheckOrderedAsync(jobId, secondOn);
        var firstMail = await InvoiceMailAsync(mailbox, story, first);

        await RunAsync(portal, "issue-due-invoices", "--as-of", secondOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await RunAsync(portal, "send-outbox");
        var second = await clerk.CheckIssuedAsync(jobId, first, secondOn);
        Assert.Equal(planned.Id, second.Id);
        var secondMail = await InvoiceMailAsync(mailbox, story, second);

        await seller.InviteAsync(clientId);
        var invitation = await mailbox.ArrivedAsync("the invitation", m => m.To.Contains(story.Manager.Email) && m.Text.Contains("/account/invitation", StringComparison.Ordinal));
        await using var guest = await OpenAsync(portal, story.ClientLanguage);
        var client = new ClientPages(guest, story);
        await client.OpenAccountAsync(invitation.Link("account/invitation"));
        var documents = await client.FindInvoicesAsync(first, second);
        Assert.Equal(firstMail.Pdfs[0], await client.DownloadAsync(documents[0]));
        Assert.Equal(secondMail.Pdfs[0], await client.DownloadAsync(documents[1]));

        await client.PayByCardAsync(first);
        var receipt = await mailbox.ArrivedAsync("the receipt", m => m != firstMail && m.To.Contains(story.Manager.Email) && IsReceipt(m, first));
        AssertPdf(Assert.Single(receipt.Pdfs));
        await clerk.CheckPaidAsync(jobId, first);
        await using var administrator = await OpenAsync(portal, story.StaffLanguage);
        await administrator.SignInAsync(StoryCase.Administrator);
        await clerk.CheckAuditAsync(administrator, NameOf(story.Seller));
        await AssertHiddenFromOthersAsync(portal, [$"/portal/invoices/{first.Id}", $"/portal/invoices/{second.Id}", .. documents, $"/portal/quotes/{quoteId}"]);

        foreach (var session in new[] { office, visitor, accounts, guest, administrator })
        {
            session.AssertNoComplaints();
        }
    }

    /// <summary>One message for all: to the billing manager, the two others in copy, with the PDF.</summary>
    private static async Task<Mail> InvoiceMailAsync(Mailbox mailbox, StoryCase story, StaffPages.Invoice invoice)
    {
        bool About(Mail mail) => mail.Subject.Contains(invoice.Number, StringComparison.Ordinal);
        var found = await mailbox.ArrivedAsync($"invoice {invoice.Number}", About);
        Assert.Single(mailbox.All(), About);
        Assert.Equal([story.Manager.Email], found.To);
        Assert.Equal(story.Copies.Select(c => c.Email).Order(), found.Cc.Order());
        Assert.Equal(3, found.Receivers.Count);
        AssertPdf(Assert.Single(found.Pdfs));
        return found;
    }

    private static bool IsReceipt(Mail mail, StaffPages.Invoice invoice) =>
        mail.Text.Contains(invoice.Number, StringComparison.Ordinal) && mail.Subject.Contains("reçu", StringComparison.OrdinalIgnoreCase);

    private static void AssertPdf(byte[] bytes) => Assert.Equal("%PDF-"u8, bytes.AsSpan(0, 5));

    /// <summary>Another run of the same work may be under way at this second; then once more.</summary>
    private static async Task RunAsync(PortalProcess portal, params string[] work)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (exitCode, said) = await portal.CommandAsync(["run-job", .. work]);
            if (exitCode == 0)
            {
                return;
            }

            Assert.True(attempt < 30, said);
            await Task.Delay(500);
        }
    }

    private static string NameOf(string email) => Portal.Business.Accounts.DemoAccounts.All.Single(a => a.Email == email).Name;

    private async Task AssertHiddenFromOthersAsync(PortalProcess portal, IReadOnlyList<string> paths)
    {
        await using var other = await OpenAsync(portal, "fr-FR");
        await other.SignInAsync(OtherClient);
        foreach (var path in paths)
        {
            var answer = await other.Page.APIRequest.GetAsync(other.At(path).AbsoluteUri);
            Assert.True(answer.Status == 404, $"{path} answered {answer.Status}");
        }
    }

    private Task<Session> OpenAsync(PortalProcess portal, string language) =>
        Session.OpenAsync(fixture.Browser, portal.Address, Screen.Desktop with { Language = language });
}
