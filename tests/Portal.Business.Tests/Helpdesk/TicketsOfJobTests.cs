using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

public sealed class TicketsOfJobTests
{
    [Theory, EachDatabase]
    public async Task TicketOfAnOrder_StandsInTheJobOfTheOrder_ListedCountedFoundAndTold(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var job = await JobOfTheOrderAsync(scene);
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "Le toner est arrivé.", false, TicketStatus.Solved), default));

        var listed = Assert.Single(Boreal.Value(await scene.Portal.Get<ListRelatedTickets>().RunAsync(new(TicketLinkKind.Job, job), default)));
        Assert.Equal((scene.TicketId, false), (listed.Id, listed.MayRemove));
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<ShowJob>().RunAsync(new(job), default)).Counts.Tickets);
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<ListTickets>().RunAsync(new(new PageRequest(), JobId: job), default)).Total);
        foreach (var words in new[] { "imprimante", "toner est" })
        {
            Assert.Contains(Boreal.Value(await scene.Portal.Get<SearchJob>().RunAsync(new(job, words), default)), h => h.Kind == "Ticket" && h.Id == scene.TicketId);
        }

        var told = Boreal.Value(await scene.Portal.Get<ListJobTimeline>().RunAsync(new(job, new PageRequest()), default)).Rows;
        Assert.Equal(2, told.Count(r => r.Subject == new SubjectRef(nameof(Ticket), scene.TicketId)));
        Assert.Single(told, r => r.Kind == TimelineKind.Mail && r.Text.Contains("L’imprimante ne répond pas", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task TicketOfAnotherJob_LeavesTheFirst_WithWhatIsToldOfIt(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var first = await JobOfTheOrderAsync(scene);
        long other;
        await using (var db = scene.Portal.Open())
        {
            var job = new Job(scene.Boreal.Entity.Id, scene.Boreal.Client.Id, "J-9", "Bureau", "CAD", scene.Portal.Clock.GetUtcNow().UtcDateTime);
            db.Add(job);
            await db.SaveChangesAsync();
            other = job.Id;
        }

        var ticket = await scene.TicketAsync();
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(ticket.Id, ticket.Version, new(ticket.Title, ticket.Priority, null, null, other, null, false)), default));

        Assert.Empty(Boreal.Value(await scene.Portal.Get<ListRelatedTickets>().RunAsync(new(TicketLinkKind.Job, first), default)));
        Assert.DoesNotContain(Boreal.Value(await scene.Portal.Get<ListJobTimeline>().RunAsync(new(first, new PageRequest()), default)).Rows, r => r.Subject.Type == nameof(Ticket));
        Assert.Single(Boreal.Value(await scene.Portal.Get<ListJobTimeline>().RunAsync(new(other, new PageRequest()), default)).Rows, r => r.Subject.Type == nameof(Ticket));
        Boreal.Require(await scene.Portal.Get<LinkTicket>().RunAsync(new(ticket.Id, TicketLinkKind.Job, first), default));
        Assert.True(Assert.Single(Boreal.Value(await scene.Portal.Get<ListRelatedTickets>().RunAsync(new(TicketLinkKind.Job, first), default))).MayRemove);
        Assert.Equal(0, Boreal.Value(await scene.Portal.Get<ShowJob>().RunAsync(new(first), default)).Counts.Tickets);
        scene.Portal.User = TestUser.With(Permissions.JobsView);
        Assert.Empty(Boreal.Value(await scene.Portal.Get<SearchJob>().RunAsync(new(other, "imprimante"), default)));
        Assert.Empty(Boreal.Value(await scene.Portal.Get<ListJobTimeline>().RunAsync(new(other, new PageRequest()), default)).Rows);
    }

    [Theory]
    [InlineData("date:demain")]
    [InlineData("money:1:2")]
    [InlineData("number:x")]
    [InlineData("text:number:x")]
    [InlineData("L’imprimante : panne")]
    public void TitleThatLooksLikeAnAmountOrADate_IsToldAsItIs(string title)
    {
        var entry = new TimelineEntry(1, 2, DateTime.UnixEpoch, TestUser.Administrator, "Helpdesk.Opened", nameof(Ticket), 3, "T-1", title);

        Assert.Equal(title, TimelineEntry.Decode(entry.Args[1], Formats.For("fr-CA")));
    }

    private static async Task<long> JobOfTheOrderAsync(TicketScene scene)
    {
        await using var db = scene.Portal.Open();
        return await db.Set<JobLine>().Where(l => l.Id == scene.Pack.JobLineId).Select(l => l.JobId).SingleAsync();
    }
}
