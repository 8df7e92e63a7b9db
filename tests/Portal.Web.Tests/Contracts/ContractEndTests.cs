using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Interventions;
using Portal.Web.Contracts;

namespace Portal.Web.Tests.Contracts;

/// <summary>The dialogs that end a contract or lines of it, with the visits that are planned after the day.</summary>
public sealed class ContractEndTests : ContractPagesContext
{
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
        await using var db = await OpenAsync();
        Assert.Equal(VisitStatus.Cancelled, (await db.Visits.SingleAsync(v => v.Number == "V-LAST")).Status);
        var page = Render<ContractPage>(p => p.Add(c => c.Id, id));
        page.WaitForAssertion(() => Assert.Contains($"f_contract={id}", page.Find("#work").InnerHtml, StringComparison.Ordinal));
    }

    private async Task PlanLastVisitAsync(long id)
    {
        await Get<GenerateRequests>().RunAsync(new(id), default);
        await using var db = await OpenAsync();
        var request = await db.ServiceRequests.Where(r => db.ContractLines.Any(l => l.Id == r.ContractLineId && l.ContractId == id)).OrderBy(r => r.WantedFrom).LastAsync();
        var at = (await db.LegalEntities.SingleAsync(e => e.Id == request.LegalEntityId)).ToUtc(request.WantedFrom!.Value, new TimeOnly(9, 0));
        db.Visits.Add(new Visit(request, "V-LAST", null, at, at.AddHours(1), at));
        await db.SaveChangesAsync();
    }
}
