using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Timesheets;
using Portal.Web.Helpdesk.Tickets;
using Portal.Web.Tests.Kit;
using Portal.Web.Tests.Security;
using Portal.Web.Timesheets;

namespace Portal.Web.Tests.Helpdesk;

/// <summary>Cards of a ticket whose data change while they are shown.</summary>
public sealed class TicketCardsTests : KitContext, IAsyncLifetime
{
    private readonly PortalApp app = new() { Settings = { ["Scheduling:Enabled"] = "false" }, Configure = services => services.AddScoped<ICurrentUser>(_ => SystemUser.Instance) };
    private IServiceScope scope = default!;
    private long ticketId;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await app.AsSystemAsync<DemoData>(async demo =>
        {
            await demo.RunAsync(default);
            await demo.AddBusinessAsync(default);
        });
        scope = app.Services.CreateScope();
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
        await using var db = Open();
        ticketId = await db.TimeEntries.Where(e => e.TicketId != null && db.Tickets.Any(t => t.Id == e.TicketId && t.StageId != null && t.Status != TicketStatus.Solved && t.Status != TicketStatus.Closed))
            .Select(e => e.TicketId!.Value).FirstAsync();
        await db.TimeEntries.Where(e => e.TicketId == ticketId).ExecuteUpdateAsync(set => set.SetProperty(e => e.Billing, TimeBilling.Nothing));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        scope.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task TimeToInvoice_IsAskedAnew_OnceThePageHasLoadedTheTimeAnew()
    {
        var before = (await ShownAsync()).Time;
        var menu = Render<BillTicketTimeMenu>(p => p.Add(m => m.Of, new TimeScope(TicketId: ticketId)).Add(m => m.Entries, before));
        Assert.Empty(menu.FindAll("section"));
        await using (var db = Open())
        {
            await db.TimeEntries.Where(e => e.TicketId == ticketId && e.Minutes != null)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Billing, TimeBilling.ToBill).SetProperty(e => e.OverMinutes, 75));
        }

        var time = (await ShownAsync()).Time;
        menu.Render(p => p.Add(m => m.Of, new TimeScope(TicketId: ticketId)).Add(m => m.Entries, time));

        menu.WaitForAssertion(() => Assert.NotEmpty(menu.FindAll("section")));
    }

    [Fact]
    public async Task TimeOfACompanyThatHasNoPrice_IsNamedWithThePlace_BesideTheProformaOfTheOther()
    {
        long client, other;
        await using (var db = Open())
        {
            other = await db.LegalEntities.Where(e => e.Currency == "EUR").Select(e => e.Id).FirstAsync();
            await db.WorkRules.Where(r => r.LegalEntityId == other).ExecuteUpdateAsync(set => set.SetProperty(r => r.HourProductId, (long?)null));
            client = await db.Tickets.Where(t => t.Id == ticketId).Select(t => t.ClientId).SingleAsync();
            var entries = await db.TimeEntries.Where(e => e.TicketId != null && e.ClientId == client && e.Minutes != null).OrderBy(e => e.Id).Select(e => e.Id).Take(2).ToListAsync();
            await db.TimeEntries.Where(e => entries.Contains(e.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(e => e.Billing, TimeBilling.ToBill).SetProperty(e => e.State, TimeEntryState.Approved).SetProperty(e => e.IsHeldBack, false).SetProperty(e => e.OverMinutes, 60));
            await db.TimeEntries.Where(e => e.Id == entries[1]).ExecuteUpdateAsync(set => set.SetProperty(e => e.LegalEntityId, other));
        }

        var menu = Render<BillTicketTimeMenu>(p => p.Add(m => m.Of, new TimeScope(ClientId: client)));
        menu.WaitForAssertion(() => Assert.NotEmpty(menu.FindAll("button.menu-item")));
        await menu.Find("button.menu-item").ClickAsync(new());

        menu.WaitForAssertion(() => Assert.Single(menu.FindAll(".alert.ok a[href^='/invoices/']")));
        Assert.Single(menu.FindAll($".alert.refused a[href='/settings/work?company={other}']"));
    }

    /// <summary>The company of the second proforma has no numbers for it: the first is named, the hours of the other stand on their job once, and are invoiced from there.</summary>
    [Fact]
    public async Task ProformaThatIsRefused_AfterAnother_NamesThatOne_AndItsHoursStandOnTheirJob_Once()
    {
        long client;
        Job job;
        NumberSeries series;
        await using (var db = Open())
        {
            client = await db.Tickets.Where(t => t.Id == ticketId).Select(t => t.ClientId).SingleAsync();
            await db.TimeEntries.Where(e => e.ClientId == client).ExecuteUpdateAsync(set => set.SetProperty(e => e.Billing, TimeBilling.Nothing));
            var entries = await db.TimeEntries.Where(e => e.TicketId != null && e.ClientId == client && e.Minutes != null).OrderBy(e => e.Id).Select(e => e.Id).Take(2).ToListAsync();
            job = new Job(await db.LegalEntities.Where(e => e.Currency == "EUR").Select(e => e.Id).FirstAsync(), client, "J-EUR", "Réseau", "EUR", DateTime.UtcNow);
            db.Add(job);
            await db.SaveChangesAsync();
            await db.TimeEntries.Where(e => entries.Contains(e.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(e => e.Billing, TimeBilling.ToBill).SetProperty(e => e.State, TimeEntryState.Approved).SetProperty(e => e.IsHeldBack, false).SetProperty(e => e.OverMinutes, 60));
            await db.TimeEntries.Where(e => e.Id == entries[1]).ExecuteUpdateAsync(
                set => set.SetProperty(e => e.LegalEntityId, job.LegalEntityId).SetProperty(e => e.JobId, job.Id).SetProperty(e => e.OverMinutes, 90));
            var numbers = db.Set<NumberSeries>().Where(s => s.LegalEntityId == job.LegalEntityId && s.Document == NumberedDocument.Proforma);
            series = await numbers.AsNoTracking().SingleAsync();
            await numbers.ExecuteDeleteAsync();
        }

        var menu = Render<BillTicketTimeMenu>(p => p.Add(m => m.Of, new TimeScope(ClientId: client)));
        menu.WaitForAssertion(() => Assert.NotEmpty(menu.FindAll("button.menu-item")));
        await menu.Find("button.menu-item").ClickAsync(new());

        menu.WaitForAssertion(() => Assert.Single(menu.FindAll(".alert.ok a[href^='/invoices/']")));
        Assert.Single(menu.FindAll(".alert.refused"));
        Assert.Equal("J-EUR", Assert.Single(menu.FindAll($".alert a[href='/jobs/{job.Id}']")).TextContent);
        menu.WaitForAssertion(() => Assert.Empty(menu.FindAll("button.menu-item")));
        await using var after = Open();
        after.Add(series);
        await after.SaveChangesAsync();
        var line = Assert.Single((await after.Jobs.AsNoTracking().Include(j => j.Lines).SingleAsync(j => j.Id == job.Id)).Lines);
        Assert.Equal((1.5m, 1.5m), (line.Quantity, line.QuantityToInvoice));
        var again = await scope.ServiceProvider.GetRequiredService<BillTicketTime>().RunAsync(new(new(ClientId: client), BillTicketTime.Grouping.Ticket), default);
        Assert.Equal("Timesheets.NothingToBill", again.Refusal?.Code);
        Assert.True((await scope.ServiceProvider.GetRequiredService<DraftInvoice>().RunAsync(new(null, job.Id), default)).Succeeded);
        Assert.Equal([1.5m], await after.Invoices.SelectMany(i => i.Lines).Where(l => l.JobLineId == line.Id).Select(l => l.Quantity).ToListAsync());
    }

    [Fact]
    public async Task StatusChosen_BeforeTheTicketGotStages_IsNotSentWhereItIsNotShownAnyMore()
    {
        var shown = await ShownAsync();
        var box = Render<TicketAnswer>(p => p.Add(a => a.Ticket, shown with { Stages = [] }));
        await box.Find("[name=Then]").ChangeAsync(new() { Value = nameof(TicketStatus.Solved) });
        box.Render(p => p.Add(a => a.Ticket, shown));
        Assert.Empty(box.FindAll("[name=Then]"));
        await box.Find("[name=Body]").ChangeAsync(new() { Value = "On regarde." });
        await box.Find("form").SubmitAsync();

        await using var db = Open();
        box.WaitForAssertion(() => Assert.True(db.TicketMessages.Any(m => m.TicketId == ticketId && m.Body == "On regarde.")));
        Assert.NotEqual(TicketStatus.Solved, (await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == ticketId)).Status);
    }

    private async Task<ShowTicket.Shown> ShownAsync() => (await scope.ServiceProvider.GetRequiredService<ShowTicket>().RunAsync(ticketId, default)).TryGet(out var shown) ? shown : throw new InvalidOperationException();

    private PortalDbContext Open() => scope.ServiceProvider.GetRequiredService<PortalDbContextFactory>().CreateFor(SystemUser.Instance);
}
