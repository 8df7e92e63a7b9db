using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.PrepaidHours;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.Helpdesk;

/// <summary>Time of tickets and other time of the same person, job and day: each is billed by its own rule.</summary>
public sealed class JobAndTicketTimeTests
{
    [Theory, EachDatabase]
    public async Task TimeOfATicket_CountsOnceItsHoursAreUsedUp_AndTakesNothingFromOtherTimeOfTheDay(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Bill, 1, rate: 110);
        Boreal.Value(await scene.LogAsync(105));
        TimeEntry entry;
        await using (var db = scene.Portal.Open())
        {
            var product = await db.Products.SingleAsync(p => p.Code == "ASSIST");
            db.Add(new WorkRules { LegalEntityId = scene.Boreal.Entity.Id, RoundingMinutes = 15, MinimumMinutes = 60, HourProductId = product.Id });
            await db.SaveChangesAsync();
            entry = await db.TimeEntries.AsNoTracking().SingleAsync();
        }

        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new([entry.Id]), default));
        Assert.Equal(45, await ToBillAsync());
        Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(entry.JobId), BillTicketTime.Grouping.Ticket), default));

        var plain = Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(null, 0, entry.JobId, null, entry.Day, 20, "", true), default));
        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new([plain]), default));
        Assert.Equal(20, await ToBillAsync());
        Assert.Equal(1m, Boreal.Value(await scene.Portal.Get<BillJobTime>().RunAsync(new(entry.JobId), default)).Hours);

        async Task<int> ToBillAsync() => Boreal.Value(await scene.Portal.Get<ShowJobTime>().RunAsync(new(entry.JobId), default)).ToBill;
    }
}
