using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;
using Portal.Web.Interventions.Visits;
using Portal.Web.Quotes;

namespace Portal.Browser.Tests.Stories;

/// <summary>
/// Staff approve a quote that prepares its invoice for a later day; the technician attaches it to the work order on the phone, taps twice, and it is issued and sent now.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class PreparedInvoiceTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task InvoicePreparedAtApproval_AttachedToTheVisitOnThePhone_IsSentOnce()
    {
        var words = new Words("fr-CA");
        var quote = await OfferAsync("Enseigne préparée");
        await using var office = await fixture.OpenAsync(Screen.Desktop with { Language = "fr-CA" });
        await office.SignInAsync(StoryCase.Administrator);
        await office.GoAsync($"/quotes/{quote.Id}");
        await office.Page.Locator(".page-header-actions summary").ClickAsync();
        await office.Page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(new Words("en").Of<QuotesPages>("ApproveForClient")) }).ClickAsync();
        await office.Page.Locator("dialog[open] [name=Reason]").FillAsync("Par téléphone");
        await office.Page.Locator("dialog[open] button[type=submit]").DblClickAsync();
        await Assertions.Expect(office.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        long prepared;
        await using (var db = fixture.Portal.OpenDatabase())
        {
            var invoice = await db.Invoices.SingleAsync(i => i.QuoteId == quote.Id);
            Assert.Equal((InvoiceStatus.ProformaInPreparation, true), (invoice.Status, invoice.PlannedOn > DateOnly.FromDateTime(DateTime.UtcNow.AddDays(20))));
            prepared = invoice.Id;
        }

        var (visit, _) = await PlannedVisits.AddAsync(fixture.Portal, quote.JobId);
        await using var phone = await fixture.OpenAsync(Screen.Phone with { Language = "fr-CA" });
        var page = phone.Page;
        await phone.SignInAsync("technician@atelier-boreal.example");
        await phone.GoAsync($"/day/visits/{visit}");
        await page.Locator("button[value=start]").ClickAsync();
        await page.Locator("button[value=pause]").WaitForAsync();
        await page.Locator("button[value=finish]").ClickAsync();
        await page.GetByText(words.Of<VisitPages>("Done.finish"), new() { Exact = true }).WaitForAsync();
        await page.Locator($"button[value='attach:{prepared}']").DblClickAsync();
        await page.Locator("#amount").WaitForAsync();
        await phone.AssertNothingSticksOutAsync();
        await phone.ShotAsync("prepared-invoice-attached");

        await using var after = fixture.Portal.OpenDatabase();
        var sent = await after.Invoices.SingleAsync(i => i.Id == prepared);
        Assert.True(sent.IsIssued);
        Assert.Equal(prepared, await after.Visits.Where(v => v.Id == visit).Select(v => v.InvoiceId).SingleAsync());
        Assert.Equal(1, await after.OutgoingMessages.CountAsync(m => m.AboutType == nameof(Invoice) && m.AboutId == prepared));
        Assert.Equal(1, await after.Invoices.CountAsync(i => i.JobId == quote.JobId));
        office.AssertNoComplaints();
        phone.AssertNoComplaints();
    }

    /// <summary>A sent quote of which the invoice is planned for a month after its approval.</summary>
    private async Task<Quote> OfferAsync(string title)
    {
        await using var db = fixture.Portal.OpenDatabase();
        var entity = await db.LegalEntities.SingleAsync(e => e.Name == DemoCompanies.Quebec);
        var client = await db.Clients.Where(c => c.LegalEntityId == entity.Id && !c.PurchaseOrderRequired && c.Currency == entity.Currency).OrderBy(c => c.Id).FirstAsync();
        var tax = await db.TaxCodes.Where(c => c.LegalEntityId == entity.Id && c.Components.Count > 0).OrderBy(c => c.Code).FirstAsync();
        var account = await db.GlAccounts.FirstAsync(a => a.LegalEntityId == entity.Id && a.Kind == GlAccountKind.Income);
        var (now, today) = (TimeProvider.System.GetUtcNow().UtcDateTime, entity.Today(TimeProvider.System));
        await using var transaction = await db.BeginWriteAsync(default);
        var job = new Job(entity.Id, client.Id, (await db.TakeNumberAsync(entity.Id, NumberedDocument.Job, today, default)).Value, title, entity.Currency, now);
        var quote = new Quote(
            entity.Id, client.Id, job.Id, (await db.TakeNumberAsync(entity.Id, NumberedDocument.Quote, today, default)).Value, client.Language, entity.Currency, today, today.AddDays(30));
        var line = new QuoteLine();
        line.Set(new QuoteLine.Values(null, title, 1, "", 400, 0, tax.Id, account.Id, false));
        quote.ReplaceLines([line]);
        quote.OfferSchedules([new PaymentSchedule("", [new ScheduleStage("", 100, StageTrigger.DaysAfterApproval, Days: 30)])]);
        quote.Calculate(await TaxTable.LoadAsync(db, entity.Id, default));
        quote.Send(now, today);
        db.AddRange(job, quote);
        await db.SaveChangesAsync();
        await transaction.CommitAsync(default);
        return quote;
    }
}
