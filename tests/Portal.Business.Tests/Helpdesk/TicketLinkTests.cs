using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

public sealed class TicketLinkTests
{
    [Theory, EachDatabase]
    public async Task Ticket_IsRelatedToARequestAndAJobOfItsClient_OnBothSides_AndNoMore(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var other = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Encore", "Elle fume."), default));
        var request = Boreal.Value(await scene.Portal.Get<RequestFromTicket>().RunAsync(new(other), default));
        var link = new LinkTicket.Input(scene.TicketId, TicketLinkKind.Request, request);

        var offered = Assert.Single(Boreal.Value(await scene.Portal.Get<FindTicketSubjects>().RunAsync(new(scene.TicketId, TicketLinkKind.Request, "encore"), default)));
        Assert.Equal(request, offered.Id);
        Assert.Empty(Boreal.Value(await scene.Portal.Get<FindTicketSubjects>().RunAsync(new(scene.TicketId, TicketLinkKind.Visit, "encore"), default)));
        Boreal.Require(await scene.Portal.Get<LinkTicket>().RunAsync(link, default));
        Boreal.Require(await scene.Portal.Get<LinkTicket>().RunAsync(link, default));
        Boreal.Require(await scene.Portal.Get<LinkTicket>().RunAsync(new(scene.TicketId, TicketLinkKind.Job, offered.JobId), default));

        Assert.Equal([offered.Number, (await JobAsync(scene, offered.JobId)).Number], Boreal.Value(await scene.Portal.Get<ListTicketLinks>().RunAsync(scene.TicketId, default)).Select(l => l.Number));
        Assert.Equal([(other, false), (scene.TicketId, true)], Boreal.Value(await scene.Portal.Get<ListRelatedTickets>().RunAsync(new(TicketLinkKind.Request, request), default)).Select(t => (t.Id, t.MayRemove)));
        Boreal.Require(await scene.Portal.Get<LinkTicket>().RunAsync(link with { Remove = true }, default));
        Boreal.Require(await scene.Portal.Get<LinkTicket>().RunAsync(link with { Remove = true }, default));
        Assert.Single(Boreal.Value(await scene.Portal.Get<ListTicketLinks>().RunAsync(scene.TicketId, default)));
        await using var db = scene.Portal.Open();
        Assert.Equal(["Helpdesk.Linked", "Helpdesk.Linked", "Helpdesk.Unlinked"], await db.TimelineEntries.Where(t => t.Subject == nameof(Ticket) && t.JobId != null).OrderBy(t => t.Id).Select(t => t.What).ToListAsync());
    }

    [Theory, EachDatabase]
    public async Task Ticket_IsNotRelatedToWhatIsOfAnotherClient_NorByWhoMayNotSeeIt_AndAMergeTakesRelationsOver(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Job theirs, ours;
        await using (var db = scene.Portal.Open())
        {
            var stranger = new Client(scene.Boreal.Entity.Id, "Autre", new Contact { Name = "Paul", Email = "paul@autre.example" }) { Language = "fr-CA", Currency = "CAD" };
            db.Add(stranger);
            var now = scene.Portal.Clock.GetUtcNow().UtcDateTime;
            theirs = new Job(scene.Boreal.Entity.Id, stranger.Id, "J-900001", "Chez eux", "CAD", now);
            ours = new Job(scene.Boreal.Entity.Id, scene.Boreal.Client.Id, "J-900002", "Chez nous", "CAD", now);
            db.AddRange(theirs, ours);
            await db.SaveChangesAsync();
        }

        Assert.Equal("Helpdesk.NotOfThisClient", (await scene.Portal.Get<LinkTicket>().RunAsync(new(scene.TicketId, TicketLinkKind.Job, theirs.Id), default)).Refusal!.Code);
        Assert.DoesNotContain(Boreal.Value(await scene.Portal.Get<FindTicketSubjects>().RunAsync(new(scene.TicketId, TicketLinkKind.Job), default)), j => j.Id == theirs.Id);
        Boreal.Require(await scene.Portal.Get<LinkTicket>().RunAsync(new(scene.TicketId, TicketLinkKind.Job, ours.Id), default));
        scene.Portal.User = TestUser.With(Permissions.HelpdeskWork, Permissions.HelpdeskView);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<LinkTicket>().RunAsync(new(scene.TicketId, TicketLinkKind.Job, ours.Id, true), default)).Refusal);
        Assert.Empty(Boreal.Value(await scene.Portal.Get<ListTicketLinks>().RunAsync(scene.TicketId, default)));
        scene.As(0);

        var into = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Encore", "Elle fume."), default));
        var (ticket, number) = (await scene.TicketAsync(), Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(into, default)).Number);
        Boreal.Value(await scene.Portal.Get<MergeTickets>().RunAsync(new(ticket.Id, ticket.Version, number), default));
        Assert.Equal("J-900002", Assert.Single(Boreal.Value(await scene.Portal.Get<ListTicketLinks>().RunAsync(into, default))).Number);
    }

    [Theory, EachDatabase]
    public async Task AuditTrail_OfATicket_NamesItsStagesAndPeople(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var shown = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default));
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(scene.TicketId, shown.Version, shown.Head with { AssigneeId = scene.Agents[1] }), default));
        Boreal.Require(await scene.Portal.Get<MoveTicket>().RunAsync(new(scene.TicketId, shown.Version + 1, TicketStatus.Solved), default));

        var rows = Boreal.Value(await scene.Portal.Get<ListAuditEntries>().RunAsync(new AuditFilter(nameof(Ticket), scene.TicketId), new PageRequest(), default)).Rows;

        var solved = shown.Stages.Single(s => s.Status == TicketStatus.Solved).Name;
        Assert.Contains(rows.SelectMany(r => r.Changes), c => c is { Property: nameof(Ticket.StageId), Before: { } before } && c.After == solved && !before.All(char.IsDigit));
        Assert.Contains(rows.SelectMany(r => r.Changes), c => c is { Property: nameof(Ticket.AssigneeId), After: "Bruno" });
    }

    private static async Task<Job> JobAsync(TicketScene scene, long id)
    {
        await using var db = scene.Portal.Open();
        return await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == id);
    }
}
