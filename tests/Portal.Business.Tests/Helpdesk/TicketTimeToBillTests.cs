using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.Helpdesk;

/// <summary>Time of a ticket, and of a client on several jobs, on one invoice.</summary>
public sealed class TicketTimeToBillTests
{
    [Theory, EachDatabase]
    public async Task TimeOfATicket_ThenWhatIsLeftOfItsClientOnTwoJobs_IsBilledOnce_OnOneInvoice(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Bill, 1, rate: 100);
        var client = scene.Boreal.Client.Id;
        long other;
        await using (var db = scene.Portal.Open())
        {
            var job = new Job(scene.Boreal.Entity.Id, client, "J-9", "Bureau", "CAD", scene.Portal.Clock.GetUtcNow().UtcDateTime);
            db.Add(job);
            db.Add(new WorkRules { LegalEntityId = scene.Boreal.Entity.Id, RoundingMinutes = 1, HourProductId = (await db.Products.SingleAsync(p => p.Code == "ASSIST")).Id });
            await db.SaveChangesAsync();
            other = job.Id;
        }

        Boreal.Value(await scene.LogAsync(150));
        var second = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), client, "Réseau", "Lent."), default));
        var third = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), client, "Écran", "Noir.", JobId: other), default));
        await NoHoursAsync(scene, third, other);
        await TakesAsync(scene, second);
        Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(second, 30), default));
        Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(third, 60), default));
        Assert.Equal(0, await ToBillAsync(scene, null, client));
        await using (var db = scene.Portal.Open())
        {
            Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new(await db.TimeEntries.Select(e => e.Id).ToListAsync()), default));
        }

        Assert.Equal((90, 180), (await ToBillAsync(scene, scene.TicketId, null), await ToBillAsync(scene, null, client)));
        var ofTicket = Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(TicketId: scene.TicketId), BillTicketTime.Grouping.Ticket), default));
        Assert.Equal((1, 1.5m), (ofTicket.Parts.Single().Lines.Count, ofTicket.Hours));
        Assert.Equal("Timesheets.NothingToBill", (await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(TicketId: scene.TicketId), BillTicketTime.Grouping.Ticket), default)).Refusal!.Code);
        Assert.Equal((0, 90), (await ToBillAsync(scene, scene.TicketId, null), await ToBillAsync(scene, null, client)));

        var rest = Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(ClientId: client), BillTicketTime.Grouping.Ticket), default));
        Assert.Equal((2, 1.5m), (rest.Parts.Single().Lines.Count, rest.Hours));
        var invoice = Boreal.Value(await scene.Portal.Get<DraftInvoice>().RunAsync(new(null, rest.Parts.Single().JobId, rest.Parts.Single().Lines), default));
        await using var after = scene.Portal.Open();
        Assert.Equal(2, await after.Invoices.Where(i => i.Id == invoice).SelectMany(i => i.Lines).CountAsync(l => l.JobLineId != null && rest.Parts.Single().Lines.Select(x => x.JobLineId).Contains(l.JobLineId.Value)));
        Assert.Equal("Timesheets.NothingToBill", (await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(ClientId: client), BillTicketTime.Grouping.Day), default)).Refusal!.Code);
        scene.Portal.User = TestUser.With(Permissions.HelpdeskWork, Permissions.HelpdeskView);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<ShowTimeToBill>().RunAsync(new(ClientId: client), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task TimeOfAClient_InTwoCurrencies_IsBilledAtOnce_OnOneProformaEach(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var client = scene.Boreal.Client.Id;
        var jobs = new List<long>();
        await using (var db = scene.Portal.Open())
        {
            foreach (var currency in new[] { "CAD", "USD" })
            {
                var job = new Job(scene.Boreal.Entity.Id, client, $"J-{currency}", currency, currency, scene.Portal.Clock.GetUtcNow().UtcDateTime);
                db.Add(job);
                jobs.Add(job.Id);
            }

            db.Add(new WorkRules { LegalEntityId = scene.Boreal.Entity.Id, RoundingMinutes = 1, HourProductId = (await db.Products.SingleAsync(p => p.Code == "ASSIST")).Id });
            await db.SaveChangesAsync();
        }

        foreach (var job in jobs)
        {
            var ticket = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), client, "Réseau", "Lent.", JobId: job), default));
            await NoHoursAsync(scene, ticket, job);
            Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(ticket, 60), default));
        }

        await using (var db = scene.Portal.Open())
        {
            Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new(await db.TimeEntries.Select(e => e.Id).ToListAsync()), default));
        }

        var billed = Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(ClientId: client), BillTicketTime.Grouping.Ticket), default));

        Assert.Equal((2m, 2, 2), (billed.Hours, billed.Entries, billed.Parts.Count));
        Assert.Equal(0, await ToBillAsync(scene, null, client));
        var made = new List<long>();
        foreach (var part in billed.Parts)
        {
            made.Add(Boreal.Value(await scene.Portal.Get<DraftInvoice>().RunAsync(new(null, part.JobId, part.Lines), default)));
        }

        await using var after = scene.Portal.Open();
        Assert.Equal(["CAD", "USD"], await after.Invoices.Where(i => made.Contains(i.Id)).OrderBy(i => i.Currency).Select(i => i.Currency).ToListAsync());
    }

    [Theory, EachDatabase]
    public async Task TimeOfACompanyWithoutAProductForAnHour_HoldsUpNoOther_AndIsNamed(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var (client, boreal) = (scene.Boreal.Client.Id, scene.Boreal);
        long other, ofOther, own;
        await using (var db = scene.Portal.Open())
        {
            var company = new LegalEntity { Name = "Austral", LegalName = "Austral", Address = boreal.Entity.Address, Email = "a@austral.example", Currency = "CAD", TimeZone = "America/Montreal", Language = "fr-CA" };
            db.Add(company);
            var job = new Job(company.Id, client, "J-AUSTRAL", "Réseau", "CAD", scene.Portal.Clock.GetUtcNow().UtcDateTime);
            var usual = new Job(boreal.Entity.Id, client, "J-9", "Bureau", "CAD", scene.Portal.Clock.GetUtcNow().UtcDateTime);
            db.AddRange(job, usual);
            db.Add(new WorkRules { LegalEntityId = boreal.Entity.Id, RoundingMinutes = 1, HourProductId = (await db.Products.SingleAsync(p => p.Code == "ASSIST")).Id });
            await db.SaveChangesAsync();
            (other, ofOther, own) = (company.Id, job.Id, usual.Id);
        }

        foreach (var job in new[] { own, own })
        {
            var ticket = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), client, "Réseau", "Lent.", JobId: job), default));
            await NoHoursAsync(scene, ticket, job);
            Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(ticket, 60), default));
        }

        await using (var db = scene.Portal.Open())
        {
            Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new(await db.TimeEntries.Select(e => e.Id).ToListAsync()), default));
            var last = await db.TimeEntries.OrderByDescending(e => e.Id).FirstAsync();
            last.MoveTo(await db.Jobs.SingleAsync(j => j.Id == ofOther));
            await db.SaveChangesAsync();
        }

        var billed = Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(ClientId: client), BillTicketTime.Grouping.Ticket), default));

        Assert.Equal((1m, 1, own), (billed.Hours, billed.Entries, billed.Parts.Single().JobId));
        var left = Refusal.NotNow("Timesheets.NoHourProductOf", "Austral", 1m, other);
        Assert.Equal([left], billed.LeftOut);
        var again = await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(ClientId: client), BillTicketTime.Grouping.Ticket), default);
        Assert.Equal([left], again.Refusals);
        Assert.Equal(60, await ToBillAsync(scene, null, client));
    }

    private static async Task<int> ToBillAsync(TicketScene scene, long? ticket, long? client) => Boreal.Value(await scene.Portal.Get<ShowTimeToBill>().RunAsync(new(TicketId: ticket, ClientId: client), default)).Minutes;

    private static Task NoHoursAsync(TicketScene scene, long id, long job) => EditAsync(scene, id, job, null);

    private static Task TakesAsync(TicketScene scene, long id) => EditAsync(scene, id, null, scene.Pack.Id);

    private static async Task EditAsync(TicketScene scene, long id, long? job, long? pack)
    {
        await using var db = scene.Portal.Open();
        var ticket = await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == id);
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(id, ticket.Version, new(ticket.Title, ticket.Priority, null, null, job, pack, false)), default));
    }
}
