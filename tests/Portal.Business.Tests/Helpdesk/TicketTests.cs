using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

public sealed class TicketTests
{
    private static readonly LegalEntity Montreal = new() { Name = "B", LegalName = "B", Currency = "CAD", TimeZone = "America/Montreal", Language = "fr-CA" };

    private static readonly ServiceHours Usual = new(WorkingWeek.Usual, Montreal, new HashSet<DateOnly>());

    // Friday, 2026-03-06, 16:00 in Montréal; the week goes from 8 to 12 and 13 to 17, and the clocks change on Sunday.
    [Theory]
    [InlineData(30, "2026-03-06T21:30:00")]
    [InlineData(60, "2026-03-06T22:00:00")]
    [InlineData(90, "2026-03-09T12:30:00")]
    [InlineData(360, "2026-03-09T18:00:00")]
    public void Promise_IsCountedInTheHoursOfTheTeam(int minutes, string due)
    {
        var from = new DateTime(2026, 3, 6, 21, 0, 0, DateTimeKind.Utc);

        var added = ServiceClock.Add(from, TimeSpan.FromMinutes(minutes), Usual);

        Assert.Equal(DateTime.SpecifyKind(DateTime.Parse(due, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc), added);
        Assert.Equal(TimeSpan.FromMinutes(minutes), ServiceClock.Between(from, added!.Value, Usual));
    }

    [Theory, EachDatabase]
    public async Task TicketOfThePortal_IsAnsweredToWhoeverAsked_ElseToTheBillingManager(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        User contact, other;
        await using (var db = scene.Portal.Open())
        {
            (contact, other) = (new User("JEAN@erable.example", "Jean Côté", "fr-CA", isClientUser: true), new User("stagiaire@erable.example", "Stagiaire", "fr-CA", isClientUser: true));
            db.AddRange(contact, other);
            db.AddRange(new[] { contact, other }.Select(u => new ClientUser(u.Id, scene.Boreal.Client.Id)));
            await db.SaveChangesAsync();
        }

        Assert.Equal("jean@erable.example", await AnsweredToAsync(contact));
        Assert.Equal("stagiaire@erable.example", await AnsweredToAsync(other));
        Assert.Equal("marie@erable.example", await AnsweredToAsync(null));

        async Task<string> AnsweredToAsync(User? asks)
        {
            var client = TestUser.OfClients(scene.Boreal.Client.Id);
            scene.Portal.User = asks is null ? client : client with { UserId = asks.Id, Name = asks.DisplayName };
            var id = Boreal.Value(await scene.Portal.Get<OpenOwnTicket>().RunAsync(new(scene.Boreal.Client.Id, Guid.NewGuid(), "Toner", "Il n’y en a plus.", []), default));
            scene.As(0);
            Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(new(id, Guid.NewGuid(), "Il arrive.", false), default));
            await using var db = scene.Portal.Open();
            return (await db.OutgoingMessages.SingleAsync(m => m.AboutId == id && m.Kind == "ticket.answer")).Recipients.Single().Address;
        }
    }

    [Fact]
    public void Promise_OfATeamWithoutHours_IsNone() =>
        Assert.Null(ServiceClock.Add(new DateTime(2026, 3, 6, 21, 0, 0, DateTimeKind.Utc), TimeSpan.FromMinutes(10), Usual with { Week = new WorkingWeek([]) }));

    // Saturday 22:00 to Sunday 06:00: when the clocks go forward, the night has seven hours, when they go back, nine.
    [Theory]
    [InlineData("2026-03-08T03:00:00", "2026-03-08T09:59:00", 419)]
    [InlineData("2026-11-01T02:00:00", "2026-11-01T10:59:00", 539)]
    public void Promise_OverTheChangeOfTheClocks_CountsHoursThatPass(string from, string to, int minutes)
    {
        static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
        var nights = Usual with
        {
            Week = new WorkingWeek([new(DayOfWeek.Saturday, new TimeOnly(22, 0), new TimeOnly(23, 59, 59)), new(DayOfWeek.Sunday, TimeOnly.MinValue, new TimeOnly(6, 0))]),
        };

        Assert.InRange(ServiceClock.Between(Utc(from), Utc(to), nights).TotalMinutes, minutes - 1, minutes);
    }

    [Theory, EachDatabase]
    public async Task Promise_OfATeamWithHoursOfItsOwn_LeavesOutTheDaysTheCompanyIsClosed(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var team = Assert.Single(Boreal.Value(await scene.Portal.Get<ListHelpdeskTeams>().RunAsync(null, default)));
        var week = new WorkingWeek([new(DayOfWeek.Tuesday, new TimeOnly(9, 0), new TimeOnly(10, 0)), new(DayOfWeek.Thursday, new TimeOnly(9, 0), new TimeOnly(10, 0))]);
        SaveHelpdeskTeam.Input Change(WorkingWeek hours, IReadOnlyList<long> members) =>
            new(team.Id, team.LegalEntityId, team.Version, team.Name, "", true, true, "", 1, true, 60, 90, true, hours, members);
        Assert.Equal("Interventions.WeekPartWrong", (await scene.Portal.Get<SaveHelpdeskTeam>().RunAsync(Change(new WorkingWeek([new(DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(8, 0))]), []), default)).Refusal!.Code);
        Assert.Equal("Common.Required", (await scene.Portal.Get<SaveHelpdeskTeam>().RunAsync(Change(week, [4711]), default)).Refusal!.Code);
        Boreal.Value(await scene.Portal.Get<SaveHelpdeskTeam>().RunAsync(Change(week, scene.Agents), default));
        await using (var db = scene.Portal.Open())
        {
            db.Add(new ClosingDay { LegalEntityId = team.LegalEntityId, Day = new DateOnly(2026, 3, 3), Name = "Inventaire" });
            await db.SaveChangesAsync();
        }

        var made = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Panne", "Rien ne va."), default));

        // Monday 2 March; Tuesday is closed, so Thursday has the first hour and the Tuesday after, when the clocks have changed, the rest.
        await using var after = scene.Portal.Open();
        var ticket = await after.Tickets.AsNoTracking().SingleAsync(t => t.Id == made);
        Assert.Equal((new DateTime(2026, 3, 5, 15, 0, 0), new DateTime(2026, 3, 10, 13, 30, 0)), (ticket.FirstAnswerDueAt, ticket.SolutionDueAt));
        Assert.Equal(scene.Agents, Assert.Single(Boreal.Value(await scene.Portal.Get<ListHelpdeskTeams>().RunAsync(null, default))).MemberIds);
    }

    [Theory, EachDatabase]
    public async Task WaitingForTheClient_StopsTheClockOfTheSolution(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var due = (await scene.TicketAsync()).SolutionDueAt!.Value;
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "Quel modèle ?", false, TicketStatus.WaitingForClient), default));
        scene.Portal.Clock.Set(new DateTime(2026, 3, 3, 16, 0, 0, DateTimeKind.Utc));
        Assert.Equal(0, Boreal.Value(await scene.Portal.Get<ListTickets>().RunAsync(new(new PageRequest(), Overdue: true), default)).Total);

        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        Boreal.Require(await scene.Portal.Get<AnswerOwnTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "Le modèle 1600.", []), default));

        var ticket = await scene.TicketAsync();
        Assert.Equal((TicketStatus.Open, true), (ticket.Status, ticket.SolutionDueAt > due));
        Assert.NotNull(ticket.FirstAnsweredAt);
    }

    [Theory, EachDatabase]
    public async Task WaitingForTheClient_AfterThePromiseWasMissed_LeavesItMissed(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var due = (await scene.TicketAsync()).SolutionDueAt!.Value;
        scene.Portal.Clock.Set(due.AddDays(2));
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "Quel modèle ?", false, TicketStatus.WaitingForClient), default));
        scene.Portal.Clock.Set(due.AddDays(2).AddHours(10));

        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        Boreal.Require(await scene.Portal.Get<AnswerOwnTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "Le modèle 1600.", []), default));

        Assert.Equal(due, (await scene.TicketAsync()).SolutionDueAt);
    }

    [Theory, EachDatabase]
    public async Task Answer_PressedTwice_GoesOutOnce_AndNotesStayInside(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var answer = new AnswerTicket.Input(scene.TicketId, Guid.NewGuid(), "Bonjour,\nessayez de nouveau.", false, TicketStatus.Solved);
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(answer, default));
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(answer with { Then = null }, default));
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "Il ne l’a pas branchée.", true), default));

        await using (var db = scene.Portal.Open())
        {
            var mail = await db.OutgoingMessages.SingleAsync(m => m.Kind == "ticket.answer");
            Assert.Contains("essayez de nouveau.", mail.TextBody, StringComparison.Ordinal);
            Assert.Equal("marie@erable.example", mail.Recipients.Single().Address);
        }

        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        var shown = Boreal.Value(await scene.Portal.Get<ShowOwnTicket>().RunAsync(scene.TicketId, default));
        Assert.Equal([false, true], shown.Messages.Select(m => m.IsOurs));
        scene.Portal.User = TestUser.OfClients(999);
        Assert.Equal(Refusal.NotFound, (await scene.Portal.Get<ShowOwnTicket>().RunAsync(scene.TicketId, default)).Refusal);
        Assert.Equal(Refusal.NotFound, (await scene.Portal.Get<AnswerOwnTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "x", []), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task OwnTicket_SentTwice_IsOpenedOnce_AndHostileFilesAreRefused(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        var input = new OpenOwnTicket.Input(scene.Boreal.Client.Id, Guid.NewGuid(), "Panne", "Rien ne va.", [new IncomingFile("note.txt", "Voilà"u8.ToArray())]);

        var first = Boreal.Value(await scene.Portal.Get<OpenOwnTicket>().RunAsync(input, default));

        Assert.Equal(first, Boreal.Value(await scene.Portal.Get<OpenOwnTicket>().RunAsync(input, default)));
        Assert.Single(Boreal.Value(await scene.Portal.Get<ShowOwnTicket>().RunAsync(first, default)).Files);
        Assert.Equal("Documents.TypeNotAccepted", (await scene.Portal.Get<OpenOwnTicket>().RunAsync(input with { Key = Guid.NewGuid(), Files = [new IncomingFile("setup.exe", [77, 90])] }, default)).Refusal!.Code);
        var empty = await scene.Portal.Get<OpenOwnTicket>().RunAsync(input with { Key = Guid.NewGuid(), Title = " ", Body = "" }, default);
        Assert.Equal(["Title", "Body"], empty.Refusals.Select(r => r.Field));
    }

    [Theory, EachDatabase]
    public async Task MergedTickets_ShareOneConversation_AndARequestIsMadeOnce(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var other = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Encore l’imprimante", "Elle fume."), default));
        var into = (await scene.TicketAsync()).Number;

        Assert.Equal(scene.TicketId, Boreal.Value(await scene.Portal.Get<MergeTickets>().RunAsync(new(other, 0, into), default)));

        var shown = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default));
        Assert.Equal(2, shown.Messages.Count);
        Assert.Equal("Helpdesk.IsMerged", (await scene.Portal.Get<AnswerTicket>().RunAsync(new(other, Guid.NewGuid(), "x", true), default)).Refusal!.Code);
        var request = Boreal.Value(await scene.Portal.Get<RequestFromTicket>().RunAsync(new(scene.TicketId), default));
        Assert.Equal(request, Boreal.Value(await scene.Portal.Get<RequestFromTicket>().RunAsync(new(scene.TicketId), default)));
    }
}
