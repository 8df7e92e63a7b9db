using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

public sealed class TicketStageTests
{
    [Theory, EachDatabase]
    public async Task NewTeam_BeginsWithOneStageOfEachStatus_AndItsTicketsStandInTheirs(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);

        var stages = await StagesAsync(scene);

        Assert.Equal(["Nouveau", "Ouvert", "En attente du client", "Résolu", "Fermé"], stages.Select(s => s.Name.French));
        Assert.Equal(["New", "Open", "Waiting for the client", "Solved", "Closed"], stages.Select(s => s.Name.English));
        Assert.Equal([1, 0, 0, 0, 0], stages.Select(s => s.Tickets));
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "Quel modèle ?", false, TicketStatus.WaitingForClient), default));
        Assert.Equal([0, 0, 1, 0, 0], (await StagesAsync(scene)).Select(s => s.Tickets));
    }

    [Theory, EachDatabase]
    public async Task StageOfAKind_DrivesStatusAndClock_AndAnotherOfTheSameKindChangesNeither(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var supplier = await AddAsync(scene, "Chez le fournisseur", TicketStatus.WaitingForClient);
        var due = (await scene.TicketAsync()).SolutionDueAt;

        Boreal.Require(await MoveAsync(scene, supplier));
        var waiting = await scene.TicketAsync();
        Assert.Equal((TicketStatus.WaitingForClient, supplier), (waiting.Status, waiting.StageId));
        Assert.NotNull(waiting.WaitingSince);
        scene.Portal.Clock.Advance(TimeSpan.FromHours(1));
        var client = (await StagesAsync(scene))[2].Id;
        Boreal.Require(await MoveAsync(scene, client));
        Assert.Equal(waiting.WaitingSince, (await scene.TicketAsync()).WaitingSince);
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<ListTickets>().RunAsync(new(new PageRequest(), Statuses: [TicketStatus.WaitingForClient], StageId: client), default)).Total);

        // The client answers: the ticket is open again, in the first stage of that kind, and its promise is later by the hour it waited.
        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        Boreal.Require(await scene.Portal.Get<AnswerOwnTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "Le modèle 1600.", []), default));
        scene.As(0);
        var open = await scene.TicketAsync();
        Assert.Equal((TicketStatus.Open, (long?)(await StagesAsync(scene))[1].Id), (open.Status, open.StageId));
        Assert.Equal(TimeSpan.FromHours(1), open.SolutionDueAt - due);
    }

    [Theory, EachDatabase]
    public async Task SolvedTicket_OpenedAgain_IsPromisedLaterByTheTimeItWasDoneWith_OnceOnly(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var stages = await StagesAsync(scene);
        var due = (await scene.TicketAsync()).SolutionDueAt;

        Boreal.Require(await MoveAsync(scene, stages[3].Id));
        scene.Portal.Clock.Advance(TimeSpan.FromSeconds(50));
        Boreal.Require(await MoveAsync(scene, stages[4].Id));
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(due, (await scene.TicketAsync()).SolutionDueAt);
        Boreal.Require(await MoveAsync(scene, stages[1].Id));

        var open = await scene.TicketAsync();
        Assert.Equal((TicketStatus.Open, (DateTime?)null, TimeSpan.FromSeconds(1850)), (open.Status, open.SolvedAt, open.SolutionDueAt - due));
    }

    [Theory, EachDatabase]
    public async Task TwoPeopleWhoMoveATicket_TheSecondIsTold(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var stages = await StagesAsync(scene);
        var version = (await scene.TicketAsync()).Version;

        var results = await Task.WhenAll(stages.Skip(1).Select(s => Task.Run(() => scene.Portal.Get<MoveTicket>().RunAsync(new(scene.TicketId, version, s.Status, s.Id), default))));

        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal(Refusal.Stale, r.Refusal));
        var ticket = await scene.TicketAsync();
        Assert.Equal(ticket.Status, stages.Single(s => s.Id == ticket.StageId).Status);
    }

    [Theory, EachDatabase]
    public async Task StageWithTickets_IsRemovedOnlyIntoAnotherOfItsKind(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var remove = scene.Portal.Get<RemoveTicketStage>();
        var doing = await AddAsync(scene, "En cours", TicketStatus.Open);
        Boreal.Require(await MoveAsync(scene, doing));
        var stages = await StagesAsync(scene);

        Assert.Equal("Helpdesk.StageInUse", (await remove.RunAsync(new(doing, 0), default)).Refusal!.Code);
        Assert.Equal("Helpdesk.StageOfTheSameKind", (await remove.RunAsync(new(doing, 0, stages[2].Id), default)).Refusal!.Code);
        Assert.Equal("Helpdesk.StageKindStays", (await scene.Portal.Get<SaveTicketStage>().RunAsync(new(await TeamAsync(scene), doing, 0, LocalText.Same("En cours"), TicketStatus.Solved), default)).Refusal!.Code);
        var before = await scene.TicketAsync();
        Boreal.Require(await remove.RunAsync(new(doing, 0, stages[1].Id), default));

        var after = await scene.TicketAsync();
        Assert.Equal((stages[1].Id, TicketStatus.Open), (after.StageId!.Value, after.Status));
        Assert.True(after.Version > before.Version);
        Assert.Equal("Helpdesk.StageNeeded", (await remove.RunAsync(new(stages[1].Id, 0), default)).Refusal!.Code);
        Assert.Equal(Refusal.Stale, (await remove.RunAsync(new(stages[4].Id, 7), default)).Refusal);
        Boreal.Require(await remove.RunAsync(new(stages[4].Id, 0), default));
        Assert.Equal("Helpdesk.StageNeeded", (await remove.RunAsync(new(stages[3].Id, 0), default)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Stages_AreRenamedAndOrdered_AndANameIsThereOnce(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var (team, stages) = (await TeamAsync(scene), await StagesAsync(scene));
        var save = scene.Portal.Get<SaveTicketStage>();

        Boreal.Value(await save.RunAsync(new(team, stages[0].Id, 0, new LocalText(" À trier ", "Triage"), TicketStatus.New), default));
        Assert.Equal("Helpdesk.StageNameTaken", (await save.RunAsync(new(team, null, 0, new LocalText("a TRIER", "Other"), TicketStatus.Open), default)).Refusal!.Code);
        Assert.Equal("Common.Required", (await save.RunAsync(new(team, null, 0, LocalText.Empty, TicketStatus.Open), default)).Refusal!.Code);
        Assert.Equal(Refusal.Stale, (await save.RunAsync(new(team, stages[0].Id, 0, LocalText.Same("Encore"), TicketStatus.New), default)).Refusal);
        Boreal.Require(await scene.Portal.Get<OrderTicketStages>().RunAsync(new(team, [.. stages.Select(s => s.Id).Reverse()]), default));
        Assert.Equal(Refusal.Stale, (await scene.Portal.Get<OrderTicketStages>().RunAsync(new(team, [stages[0].Id]), default)).Refusal);

        Assert.Equal(["Fermé", "Résolu", "En attente du client", "Ouvert", "À trier"], (await StagesAsync(scene)).Select(s => s.Name.French));
    }

    [Theory, EachDatabase]
    public async Task Board_ShowsTheStagesOfATeam_NarrowedToALabel(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var other = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Le traceur", "Il est bruyant."), default));
        Boreal.Require(await scene.Portal.Get<LabelTicket>().RunAsync(new(other, "Matériel"), default));

        var all = Boreal.Value(await scene.Portal.Get<ShowTicketBoard>().RunAsync(new(), default));
        var labelled = Boreal.Value(await scene.Portal.Get<ShowTicketBoard>().RunAsync(new(Label: "materiel"), default));
        var byStatus = Boreal.Value(await scene.Portal.Get<ShowTicketBoard>().RunAsync(new(AllTeams: true), default));

        Assert.Equal((await StagesAsync(scene)).Select(s => (long?)s.Id), all.Columns.Select(c => c.StageId));
        Assert.Equal([2, 0, 0, 0, 0], all.Columns.Select(c => c.Total));
        var card = Assert.Single(labelled.Columns[0].Cards);
        Assert.Equal((other, "Matériel"), (card.Id, Assert.Single(card.Labels)));
        Assert.Equal((null, 2), (byStatus.TeamId, byStatus.Columns[0].Total));
    }

    [Theory, EachDatabase]
    public async Task Label_IsSpeltAsItWasFirst_ThereOnce_AndFoundByWhatIsTyped(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var other = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Le traceur", "Il est bruyant."), default));
        var label = scene.Portal.Get<LabelTicket>();
        Boreal.Require(await label.RunAsync(new(scene.TicketId, "Réseau  local"), default));
        Boreal.Require(await label.RunAsync(new(scene.TicketId, "reseau local"), default));
        Boreal.Require(await label.RunAsync(new(other, "RESEAU LOCAL"), default));
        Assert.Equal("Common.Required", (await label.RunAsync(new(other, "  "), default)).Refusal!.Code);

        Assert.Equal(["Réseau local"], Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(other, default)).Labels);
        Assert.Equal([new LabelName("reseau local", "Réseau local")], Boreal.Value(await scene.Portal.Get<FindTicketLabels>().RunAsync(new("rés"), default)));
        Assert.Equal(2, Boreal.Value(await scene.Portal.Get<ListTickets>().RunAsync(new(new PageRequest(), Label: "reseau local"), default)).Total);
        Boreal.Require(await label.RunAsync(new(other, "réseau local", Remove: true), default));
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<ListTickets>().RunAsync(new(new PageRequest(), Label: "reseau local"), default)).Total);

        // Labels of tickets are no labels of jobs.
        Assert.Empty(Boreal.Value(await scene.Portal.Get<FindForJobFilter>().RunAsync(new(FindForJobFilter.Subject.Label, "réseau"), default)));
    }

    private static async Task<long> TeamAsync(TicketScene scene) => (await scene.TicketAsync()).TeamId!.Value;

    private static async Task<IReadOnlyList<ListTicketStages.Row>> StagesAsync(TicketScene scene) =>
        Boreal.Value(await scene.Portal.Get<ListTicketStages>().RunAsync(await TeamAsync(scene), default)).Stages;

    private static async Task<long> AddAsync(TicketScene scene, string name, TicketStatus kind) =>
        Boreal.Value(await scene.Portal.Get<SaveTicketStage>().RunAsync(new(await TeamAsync(scene), null, 0, LocalText.Same(name), kind), default));

    private static async Task<Result> MoveAsync(TicketScene scene, long stage) =>
        await scene.Portal.Get<MoveTicket>().RunAsync(new(scene.TicketId, (await scene.TicketAsync()).Version, TicketStatus.New, stage), default);
}
