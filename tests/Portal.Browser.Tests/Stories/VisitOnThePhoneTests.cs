using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Payments;
using Portal.Web.Interventions.Planning;
using Portal.Web.Interventions.Visits;
using Portal.Web.Shell;

namespace Portal.Browser.Tests.Stories;

/// <summary>
/// A client asks in the portal, a dispatcher drags what was asked into the calendar, and a technician has a phone: start, report, part, signature, finish, invoice, cash,
/// receipt. Buttons are tapped twice.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class VisitOnThePhoneTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task Visit_OnThePhone_IsReportedSignedInvoicedAndPaid_WithTheReceiptMailed()
    {
        var words = new Words("fr-CA");
        var (visit, day) = await AskAndDragAsync(words);
        await using var session = await fixture.OpenAsync(Screen.Phone with { Language = "fr-CA" });
        var page = session.Page;
        ILocator Button(string key, params object[] args) => page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<VisitPages>(key, args)) });
        Task SaidAsync(string key) => page.GetByText(words.Of<VisitPages>(key), new() { Exact = true }).WaitForAsync();
        await session.SignInAsync("technician@atelier-boreal.example");
        await session.GoAsync($"/day?on={day:yyyy-MM-dd}");
        await session.AssertNothingSticksOutAsync();
        await page.Locator($"a.button[href='/day/visits/{visit}']").ClickAsync();

        await Button("Start").DblClickAsync();
        await Button("Pause").WaitForAsync();
        await page.Locator("#report").FillAsync("Pompe remplacée.");
        await page.Locator("#find").FillAsync("a");
        await page.Locator("#find").PressAsync("Enter");
        await page.Locator(".visit-found button").First.DblClickAsync();
        await SaidAsync("Done.part");
        await Assertions.Expect(page.Locator(".visit-parts li")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#report")).ToHaveValueAsync("Pompe remplacée.");
        var pad = page.Locator("canvas");
        await pad.ScrollIntoViewIfNeededAsync();
        var box = (await pad.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 30, box.Y + 40);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 180, box.Y + 70, new() { Steps = 8 });
        await page.Mouse.UpAsync();
        await page.Locator("#signer").FillAsync("Marie Roy");
        await Button("Sign").ClickAsync();
        await SaidAsync("Done.sign");
        await session.AssertNothingSticksOutAsync();
        await session.AssertNoSeriousAxeFindings();
        await Button("FinishDone").DblClickAsync();
        await SaidAsync("Done.finish");
        await Button("InvoiceAndSend").DblClickAsync();
        await page.Locator("#amount").WaitForAsync();
        await session.ShotAsync("visit-on-the-phone");
        await page.Locator("#paid-by").SelectOptionAsync(nameof(PaymentMethod.Cash));
        await Button("RecordPayment").DblClickAsync();
        await SaidAsync("Done.pay");

        session.AssertNoComplaints();
        await using var db = fixture.Portal.OpenDatabase();
        var done = await db.Visits.SingleAsync(v => v.Id == visit);
        Assert.Equal((VisitStatus.Done, "Marie Roy", "Pompe remplacée."), (done.Status, done.SignedBy, done.Report));
        Assert.NotNull(done.SignatureDocumentId);
        Assert.Equal(0m, (await db.Invoices.SingleAsync(i => i.Id == done.InvoiceId)).Balance);
        var payment = await db.Payments.SingleAsync(p => p.Allocations.Any(a => a.InvoiceId == done.InvoiceId));
        Assert.Equal(1, await db.OutgoingMessages.CountAsync(m => m.Kind == PaymentReceipts.MailKind && m.AboutId == payment.Id));
        Assert.Equal(1, await db.OutgoingMessages.CountAsync(m => m.Kind == "visit.report" && m.AboutId == visit));
    }

    [BrowserFact]
    public async Task Button_PressedWithoutALine_SaysSo_AndWorksWhenTheLineIsBack()
    {
        var words = new Words("fr-CA");
        var (visit, _) = await PlannedVisits.AddAsync(fixture.Portal);
        await using var session = await fixture.OpenAsync(Screen.Phone with { Language = "fr-CA" });
        var page = session.Page;
        await session.SignInAsync("technician@atelier-boreal.example");
        await session.GoAsync($"/day/visits/{visit}");
        await page.Context.SetOfflineAsync(true);

        await page.Locator("button[value=start]").ClickAsync();
        await page.GetByText(words.Of<ShellText>("Unsent"), new() { Exact = true }).WaitForAsync();
        await page.Context.SetOfflineAsync(false);
        await page.Locator("button[value=start]").ClickAsync();

        await page.Locator("button[value=pause]").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-unsent-note]")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Report_TypedWithoutALine_DoesNotWriteOverWhatAColleagueWroteMeanwhile_EvenAfterAReload()
    {
        var (visit, _) = await PlannedVisits.AddAsync(fixture.Portal);
        await using var session = await fixture.OpenAsync(Screen.Phone with { Language = "fr-CA" });
        var page = session.Page;
        await session.SignInAsync("technician@atelier-boreal.example");
        await session.GoAsync($"/day/visits/{visit}");
        await page.Locator("button[value=start]").ClickAsync();
        await page.Locator("button[value=pause]").WaitForAsync();
        await page.Context.SetOfflineAsync(true);
        await page.Locator("#report").FillAsync("Pompe vue.");
        await using (var db = fixture.Portal.OpenDatabase())
        {
            await db.Visits.Where(v => v.Id == visit).ExecuteUpdateAsync(set => set.SetProperty(v => v.Report, "Joint changé."));
        }

        await page.Context.SetOfflineAsync(false);
        await page.ReloadAsync();

        await Assertions.Expect(page.Locator("[data-report-state]")).ToContainTextAsync("Joint changé.");
        await Assertions.Expect(page.Locator("#report")).ToHaveValueAsync("Pompe vue.");
        await using var after = fixture.Portal.OpenDatabase();
        Assert.Equal("Joint changé.", await after.Visits.Where(v => v.Id == visit).Select(v => v.Report).SingleAsync());
    }

    private async Task<(long Id, DateOnly Day)> AskAndDragAsync(Words words)
    {
        await using (var client = await fixture.OpenAsync(Screen.Phone with { Language = "fr-CA" }))
        {
            await client.SignInAsync("julie.tremblay@imprimerie-fleuve.example");
            await client.GoAsync("/portal/requests/new");
            await client.Page.Locator("input[name$='Title']").FillAsync("Chauffage en panne");
            await client.Page.Locator("main form button[type=submit]").DblClickAsync();
            await Assertions.Expect(client.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/portal/requests/[0-9]+"));
        }

        long request, company, technician;
        await using (var db = fixture.Portal.OpenDatabase())
        {
            var asked = await db.ServiceRequests.SingleAsync(r => r.Title == "Chauffage en panne" && r.Origin == RequestOrigin.Client);
            (request, company) = (asked.Id, asked.LegalEntityId);
            technician = await db.Users.Where(u => u.Email == "technician@atelier-boreal.example").Select(u => u.Id).SingleAsync();
        }

        await using var dispatcher = await fixture.OpenAsync(Screen.Desktop with { Language = "fr-CA" });
        await dispatcher.SignInAsync("dispatch@atelier-boreal.example");
        await dispatcher.GoAsync($"/planning?view=day&company={company}");
        await dispatcher.Page.Locator("[data-drag-ready]").WaitForAsync();
        var lane = dispatcher.Page.Locator($".lane-line[data-user='{technician}']");
        var card = dispatcher.Page.Locator($".request[data-id='{request}']");
        await dispatcher.DragAsync(card.Locator("strong"), lane, 0.9f);
        await Assertions.Expect(card).ToHaveCountAsync(0);
        await using var planned = fixture.Portal.OpenDatabase();
        var visit = await planned.Visits.SingleAsync(v => v.RequestId == request);
        await lane.Locator($".visit[data-id='{visit.Id}']").ClickAsync();
        await dispatcher.Page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<PlanningPages>("ConfirmVisit")) }).ClickAsync();
        await dispatcher.Page.Locator("dialog[open]").Nth(1).GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<PlanningPages>("ConfirmVisit")) }).ClickAsync();
        await Assertions.Expect(lane.Locator($".visit[data-id='{visit.Id}']")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("draft"));
        dispatcher.AssertNoComplaints();
        return (visit.Id, (await planned.LegalEntities.SingleAsync(e => e.Id == visit.LegalEntityId)).DayOf(visit.StartsAt));
    }
}
