using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.PrepaidHours;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.PrepaidHours;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;
using static Portal.Business.Tests.Helpdesk.TicketTimeTests;

namespace Portal.Business.Tests.Helpdesk;

/// <summary>On which job the time of a ticket goes.</summary>
public sealed class TicketTimeJobsTests
{
    [Theory, EachDatabase]
    public async Task JobOfATicket_MergedIntoAnother_TakesTheTicketAndItsTeamAlong(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        scene.Portal.User = TestUser.Administrator;
        var (from, into) = (await scene.Boreal.JobAsync("Vitrine"), await scene.Boreal.JobAsync("Enseigne"));
        var ticket = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default));
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(scene.TicketId, ticket.Version, ticket.Head with { JobId = from, HoursPackId = null }), default));
        await using (var db = scene.Portal.Open())
        {
            db.TicketLinks.AddRange(new[] { from, into }.Select(j => new TicketLink { TicketId = scene.TicketId, ClientId = scene.Boreal.Client.Id, Kind = TicketLinkKind.Job, SubjectId = j }));
            await db.HelpdeskTeams.ExecuteUpdateAsync(set => set.SetProperty(t => t.DefaultJobId, (long?)from));
            await db.SaveChangesAsync();
        }

        Boreal.Require(await scene.Portal.Get<MergeJobs>().RunAsync(new(from, await scene.Boreal.JobVersionAsync(from), into), default));

        scene.As(0);
        Boreal.Value(await scene.LogAsync(30));
        await using var after = scene.Portal.Open();
        Assert.Equal((into, into, into), (await after.TimeEntries.Select(e => e.JobId).SingleAsync(), (await after.HelpdeskTeams.SingleAsync()).DefaultJobId!.Value, (await after.TicketLinks.SingleAsync()).SubjectId));
    }

    [Theory, EachDatabase]
    public async Task TimeOnATicket_WithoutOrder_GoesOnTheTeamsJob_AndWithTheTicketToAnother(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        await using var db = scene.Portal.Open();
        var ordered = await db.Jobs.Where(j => j.Lines.Any(l => l.Id == scene.Pack.JobLineId)).SingleAsync();
        var own = new Job(scene.Boreal.Entity.Id, scene.Boreal.Client.Id, "J-INTERNE", "Assistance", "CAD", scene.Portal.Clock.GetUtcNow().UtcDateTime);
        db.Add(own);
        await db.SaveChangesAsync();
        var team = Boreal.Value(await scene.Portal.Get<ListHelpdeskTeams>().RunAsync(null, default))[0];
        Boreal.Value(await scene.Portal.Get<SaveHelpdeskTeam>().RunAsync(new(team.Id, team.LegalEntityId, team.Version, team.Name, "", true, true, own.Number, 1, true, null, null), default));
        var ticket = await scene.TicketAsync();
        var head = new Ticket.Head(ticket.Title, ticket.Priority, null, null, null, null, false);

        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(ticket.Id, ticket.Version, head), default));
        Boreal.Value(await scene.LogAsync(10));
        Assert.Equal(own.Id, await db.TimeEntries.Select(e => e.JobId).SingleAsync());
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(ticket.Id, ticket.Version + 1, head with { JobId = ordered.Id }), default));
        Boreal.Value(await scene.LogAsync(20));

        Assert.Equal([ordered.Id, ordered.Id], await db.TimeEntries.OrderBy(e => e.Minutes).Select(e => e.JobId).ToListAsync());
    }

    [Theory, EachDatabase]
    public async Task TimeOnATeamsJobOfAnotherClient_IsNotInvoicedThere_WhateverItsAuthorTicksLater(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        await using var db = scene.Portal.Open();
        var other = new Client(scene.Boreal.Entity.Id, "Autre client", new Contact { Name = "C" });
        var theirs = new Job(scene.Boreal.Entity.Id, other.Id, "J-AUTRE", "Assistance", "CAD", scene.Portal.Clock.GetUtcNow().UtcDateTime);
        db.AddRange(other, theirs);
        await db.SaveChangesAsync();
        var team = Boreal.Value(await scene.Portal.Get<ListHelpdeskTeams>().RunAsync(null, default))[0];
        Boreal.Value(await scene.Portal.Get<SaveHelpdeskTeam>().RunAsync(new(team.Id, team.LegalEntityId, team.Version, team.Name, "", true, true, theirs.Number, 1, true, null, null), default));
        var ticket = await scene.TicketAsync();
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(ticket.Id, ticket.Version, new Ticket.Head(ticket.Title, ticket.Priority, null, null, null, null, false)), default));
        Boreal.Value(await scene.LogAsync(120));
        var entry = await EntryAsync(scene);
        Assert.Equal((theirs.Id, false), (entry.JobId, entry.MayBeInvoiced));

        Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(entry.Id, entry.Version, entry.JobId, null, entry.Day, 120, "Toner", IsBillable: true), default));

        Assert.False((await EntryAsync(scene)).MayBeInvoiced);
    }
}
