using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Web.Invoicing;

namespace Portal.Browser.Tests.Stories;

/// <summary>Two clerks have the same lines of a job before them, and both press the button.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SameLinesTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task SameLines_InvoicedFromTwoBrowsersAtOnce_AreInvoicedOnce_AndTheOtherIsTold()
    {
        var words = new Words("fr-CA");
        var job = await OrderAsync();
        await using var one = await OpenAsync(job);
        await using var other = await OpenAsync(job);
        ILocator Start(Session session) => session.Page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<InvoicingPages>("StartInvoice")) });

        await Task.WhenAll(Start(one).ClickAsync(), Start(other).ClickAsync());
        await Task.WhenAll(AnsweredAsync(one), AnsweredAsync(other));

        var told = Assert.Single(new[] { one, other }, s => s.Page.Url.Contains("/invoices/new", StringComparison.Ordinal));
        await Assertions.Expect(told.Page.Locator("main .alert.refused")).ToHaveCountAsync(1);
        await told.ShotAsync("same-lines-told");
        await using var db = fixture.Portal.OpenDatabase();
        var line = await db.Jobs.Where(j => j.Id == job).SelectMany(j => j.Lines).SingleAsync();
        Assert.Equal((4m, 4m, 400m), (line.Quantity, line.InvoicedQuantity, line.InvoicedNet));
        Assert.Equal(1, await db.Invoices.CountAsync(i => i.JobId == job));
        one.AssertNoComplaints();
        other.AssertNoComplaints();
    }

    private static Task AnsweredAsync(Session session) =>
        session.Page.WaitForFunctionAsync("() => !location.pathname.endsWith('/new') || document.querySelector('main .alert.refused')");

    private async Task<Session> OpenAsync(long job)
    {
        var session = await fixture.OpenAsync(Screen.Desktop with { Language = "fr-CA" });
        await session.SignInAsync("billing@atelier-boreal.example");
        await session.GoAsync($"/invoices/new?job={job}");
        await session.Page.GetByText("Vitrine partagée").First.WaitForAsync();
        return session;
    }

    private async Task<long> OrderAsync()
    {
        await using var db = fixture.Portal.OpenDatabase();
        var entity = await db.LegalEntities.SingleAsync(e => e.Name == DemoCompanies.Quebec);
        var client = await db.Clients.Where(c => c.LegalEntityId == entity.Id && !c.PurchaseOrderRequired && c.Currency == entity.Currency).OrderBy(c => c.Id).FirstAsync();
        var tax = await db.TaxCodes.Where(c => c.LegalEntityId == entity.Id && c.Components.Count > 0).OrderBy(c => c.Code).FirstAsync();
        var account = await db.GlAccounts.FirstAsync(a => a.LegalEntityId == entity.Id && a.Kind == GlAccountKind.Income);
        await using var transaction = await db.BeginWriteAsync(default);
        var number = (await db.TakeNumberAsync(entity.Id, NumberedDocument.Job, entity.Today(TimeProvider.System), default)).Value;
        var job = new Job(entity.Id, client.Id, number, "Vitrine partagée", entity.Currency, TimeProvider.System.GetUtcNow().UtcDateTime);
        job.Order(new JobLine { JobId = job.Id, Description = "Vitrine partagée", Quantity = 4, UnitPrice = 100, TaxCodeId = tax.Id, GlAccountId = account.Id }.Priced());
        db.Jobs.Add(job);
        await db.SaveChangesAsync();
        await transaction.CommitAsync(default);
        return job.Id;
    }
}
