using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

public sealed class TicketTeamTests
{
    [Theory, EachDatabase]
    public async Task NewTicket_GoesToTheTeamThatWasChosen_AndOnlyToOneOfTheCompany(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var second = await AddTeamAsync(scene, "Facturation", 30, 60);
        var create = scene.Portal.Get<CreateTicket>();

        var made = Boreal.Value(await create.RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Panne", "Rien ne va.", TeamId: second), default));

        Assert.Equal(second, (await OfAsync(scene, made)).TeamId);
        Assert.NotNull((await OfAsync(scene, made)).StageId);
        var foreign = await create.RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Panne", "Rien ne va.", TeamId: second + 4711), default);
        Assert.Equal(("Helpdesk.TeamOfAnother", "TeamId"), (foreign.Refusal!.Code, foreign.Refusal.Field));
        Assert.Equal(["Assistance", "Facturation"], Boreal.Value(await scene.Portal.Get<OfferTicketChoices>().RunAsync(scene.Boreal.Client.Id, default)).Teams.Select(t => t.Name));
    }

    [Theory, EachDatabase]
    public async Task Move_TakesStagePromisesAndAnswersOfTheNewTeam_AndIsSaidToColleaguesOnly(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var before = await scene.TicketAsync();
        var second = await AddTeamAsync(scene, "Facturation", 120, 240, scene.Agents[1]);
        Boreal.Value(await scene.Portal.Get<SaveCannedAnswer>().RunAsync(new(second, null, 0, "Facture", new LocalText("Voici la facture.", "")), default));
        var head = new Ticket.Head(before.Title, before.Priority, scene.Agents[0], null, null, before.HoursPackId, false);
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(before.Id, before.Version, head), default));

        var version = (await scene.TicketAsync()).Version;
        Boreal.Require(await MoveAsync(scene, second, version));

        var after = await scene.TicketAsync();
        Assert.Equal((second, TicketStatus.New, (long?)null), (after.TeamId, after.Status, after.AssigneeId));
        Assert.Equal(before.FirstAnswerDueAt!.Value.AddHours(1), after.FirstAnswerDueAt);
        Assert.True(after.SolutionDueAt < before.SolutionDueAt);
        var shown = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(before.Id, default));
        Assert.Equal(("Assistance → Facturation", TicketMessageKind.OtherTeam, "Agathe"), (shown.Messages[0].Body, shown.Messages[0].Kind, shown.Messages[0].By));
        Assert.Contains(after.StageId!.Value, shown.Stages.Select(s => s.Id));
        Assert.Equal("Assistance", Assert.Single(shown.Teams).Text);
        Assert.Equal("Facture", Assert.Single(Boreal.Value(await scene.Portal.Get<OfferCannedAnswers>().RunAsync(before.Id, default))).Name);
        await using (var db = scene.Portal.Open())
        {
            Assert.True(await db.AuditEntries.AnyAsync(a => a.Subject == nameof(Ticket) && a.SubjectId == before.Id && a.Action == AuditAction.Changed && a.Changes.Contains("TeamId")));
        }

        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        Assert.Single(Boreal.Value(await scene.Portal.Get<ShowOwnTicket>().RunAsync(before.Id, default)).Messages);
    }

    [Theory, EachDatabase]
    public async Task Move_PutsThePromiseOffByTheTimeThatWasWaited_AndLeavesAMissedOneMissed(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var first = (await scene.TicketAsync()).TeamId!.Value;
        var second = await AddTeamAsync(scene, "Facturation", 60, 480);
        var due = (await scene.TicketAsync()).SolutionDueAt!.Value;
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "Quel modèle ?", false, TicketStatus.WaitingForClient), default));
        scene.Portal.Clock.Advance(TimeSpan.FromHours(1));
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "J’ai trouvé.", false, TicketStatus.Open), default));
        Assert.Equal(due.AddHours(1), (await scene.TicketAsync()).SolutionDueAt);

        Boreal.Require(await MoveAsync(scene, second, (await scene.TicketAsync()).Version));
        Assert.Equal(due.AddHours(1), (await scene.TicketAsync()).SolutionDueAt);

        scene.Portal.Clock.Set(due.AddDays(10));
        var longer = await AddTeamAsync(scene, "Projets", null, 30 * 480);
        Boreal.Require(await MoveAsync(scene, longer, (await scene.TicketAsync()).Version));
        Assert.Equal(due.AddHours(1), (await scene.TicketAsync()).SolutionDueAt);
        Boreal.Require(await MoveAsync(scene, first, (await scene.TicketAsync()).Version));
    }

    [Theory, EachDatabase]
    public async Task Move_WhereItMayNot_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var second = await AddTeamAsync(scene, "Facturation", 60, 480);
        var version = (await scene.TicketAsync()).Version;

        Assert.Equal(("Common.Required", "TeamId"), Said(await MoveAsync(scene, null, version)));
        Assert.Equal(("Helpdesk.TeamOfAnother", "TeamId"), Said(await MoveAsync(scene, second + 4711, version)));
        Assert.Equal(Refusal.Stale, (await MoveAsync(scene, second, version + 1)).Refusal);
        scene.Portal.User = new TestUser(scene.Agents[0], "Agathe", new HashSet<string> { Permissions.HelpdeskView }, ClientScope.Everyone);
        Assert.Equal(Refusal.Forbidden, (await MoveAsync(scene, second, version)).Refusal);
        scene.As(0);
        Boreal.Require(await MoveAsync(scene, second, version));
        Boreal.Require(await MoveAsync(scene, second, version));
        Assert.Equal(2, Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default)).Messages.Count);

        static (string, string?) Said(Result result) => (result.Refusal!.Code, result.Refusal.Field);
    }

    private static Task<Result> MoveAsync(TicketScene scene, long? team, int version) => scene.Portal.Get<MoveTicketToTeam>().RunAsync(new(scene.TicketId, version, team), default);

    private static async Task<long> AddTeamAsync(TicketScene scene, string name, int? first, int? solution, params long[] members)
    {
        Boreal.Value(await scene.Portal.Get<SaveHelpdeskTeam>().RunAsync(new(null, scene.Boreal.Entity.Id, 0, name, "", true, true, "", 1, true, first, solution, MemberIds: members), default));
        return Boreal.Value(await scene.Portal.Get<ListHelpdeskTeams>().RunAsync(null, default)).Single(t => t.Name == name).Id;
    }

    private static async Task<Ticket> OfAsync(TicketScene scene, long id)
    {
        await using var db = scene.Portal.Open();
        return await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == id);
    }
}
