using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.JobFolders;

public sealed class JobPlanTests
{
    [Theory, EachDatabase]
    public async Task ThreeStages_WithADepositAndTwoInvoices_BillEachLineOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync("Rénovation");
        var stages = new List<long>();
        var lines = new List<long>();
        foreach (var (name, price) in new[] { ("Démolition", 100m), ("Gros œuvre", 200m), ("Finitions", 300m) })
        {
            stages.Add(Boreal.Value(await SaveAsync(name, new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30))));
            lines.Add(await boreal.JobLineAsync(job, 1, price, name));
            Boreal.Require(await boreal.Portal.Get<PutLineInStage>().RunAsync(new PutLineInStage.Input(lines[^1], stages[^1]), default));
        }

        var deposit = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, job, 10, null), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(deposit), default));
        Boreal.Value(await InvoiceAsync(stages[0]));
        Assert.Equal("JobFolders.NothingLeftOfStage", (await InvoiceAsync(stages[0])).Refusal!.Code);
        Assert.Equal(0m, (await PlanAsync()).Stages[0].NetToInvoice);
        var rest = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job), default));

        var last = await boreal.FindAsync(rest);
        Assert.Equal(500m, last.Lines.Where(l => l.JobLineId is not null).Sum(l => l.LineNet));
        Assert.Equal(440m, last.Net);
        Assert.Equal(0m, (await boreal.ShowJobAsync(job)).ToInvoice);
        Assert.Equal("PlannedTo", (await SaveAsync("X", new DateOnly(2026, 4, 2), new DateOnly(2026, 4, 1))).Refusal!.Field);

        Task<Result<long>> SaveAsync(string name, DateOnly? from, DateOnly? to) =>
            boreal.Portal.Get<SaveJobStage>().RunAsync(new SaveJobStage.Input(job, null, 0, name, from, to), default);
        Task<Result<long>> InvoiceAsync(long stage) => boreal.Portal.Get<InvoiceStage>().RunAsync(new InvoiceStage.Input(stage), default);
        async Task<ShowJobPlan.Plan> PlanAsync() => Boreal.Value(await boreal.Portal.Get<ShowJobPlan>().RunAsync(new ShowJobPlan.Input(job), default));
    }

    [Theory, EachDatabase]
    public async Task StageAndTask_DoneReopenedAndRemoved_KeepLineAndHistory(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var line = await boreal.JobLineAsync(job, 1, 10);
        var stage = Boreal.Value(await boreal.Portal.Get<SaveJobStage>().RunAsync(new SaveJobStage.Input(job, null, 0, "Pose", null, null), default));
        var task = Boreal.Value(await boreal.Portal.Get<SaveJobTask>().RunAsync(new SaveJobTask.Input(job, null, 0, "Mesurer", stage, null, null), default));
        Boreal.Require(await boreal.Portal.Get<PutLineInStage>().RunAsync(new PutLineInStage.Input(line, stage), default));
        Boreal.Value(await boreal.Portal.Get<SaveJobTask>().RunAsync(new SaveJobTask.Input(job, task, 0, "Mesurer", stage, null, null, IsDone: true), default));
        Boreal.Value(await boreal.Portal.Get<SaveJobStage>().RunAsync(new SaveJobStage.Input(job, stage, 0, "Pose", null, null, IsDone: true), default));
        Assert.Equal(Refusal.Stale, (await boreal.Portal.Get<SaveJobStage>().RunAsync(new SaveJobStage.Input(job, stage, 0, "Autre", null, null), default)).Refusal);
        var plan = Boreal.Value(await boreal.Portal.Get<ShowJobPlan>().RunAsync(new ShowJobPlan.Input(job), default));
        Assert.Equal((new DateOnly(2026, 3, 2), "Ada Admin"), (plan.Stages[0].DoneOn, plan.Tasks[0].DoneBy));

        Boreal.Require(await boreal.Portal.Get<RemoveJobStage>().RunAsync(new RemoveJobStage.Input(stage, plan.Stages[0].Version), default));

        plan = Boreal.Value(await boreal.Portal.Get<ShowJobPlan>().RunAsync(new ShowJobPlan.Input(job), default));
        Assert.Null(Assert.Single(plan.Tasks).StageId);
        Assert.Null((await boreal.ShowJobAsync(job)).Lines.Single().StageId);
        Assert.All(await boreal.TimelineAsync(job), r => Assert.DoesNotContain("JobFolders.", r.Text, StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Fields_OfEveryKind_AreStoredTyped_FilteredByChoice_AndRequiredBeforeDone(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (job, other) = (await boreal.JobAsync(), await boreal.JobAsync());
        var colour = await FieldAsync("Couleur", JobFieldKind.Choice, true, "Rouge", "Bleu");
        var area = await FieldAsync("Surface", JobFieldKind.Number, false);
        Assert.Equal("Choices", (await boreal.Portal.Get<SaveJobField>().RunAsync(
            new SaveJobField.Input(null, 0, LocalText.Same("X"), JobFieldKind.Choice, false, [" "]), default)).Refusal!.Field);

        Assert.Equal("JobFolders.FieldsMissing", (await DoneAsync()).Refusal!.Code);
        Assert.Equal("JobFolders.NotOfThisKind", (await FillAsync(colour, "Vert")).Refusal!.Code);
        Assert.Equal("JobFolders.NotOfThisKind", (await FillAsync(area, "beaucoup")).Refusal!.Code);
        Boreal.Require(await FillAsync(colour, "Bleu"));
        Boreal.Require(await FillAsync(area, "12.5"));
        Assert.Equal("Common.Required", (await FillAsync(colour, "")).Refusal!.Code);
        Assert.Equal(["Bleu", "12.5"], (await boreal.ShowJobAsync(job)).Fields.Select(f => f.Value));

        var listed = Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(new ListJobs.Input(new PageRequest(), Field: $"{colour}:Bleu"), default));
        Assert.Equal(job, Assert.Single(listed.Rows).Id);
        Assert.Equal("JobFolders.KindStays", (await boreal.Portal.Get<SaveJobField>().RunAsync(
            new SaveJobField.Input(area, 0, LocalText.Same("Surface"), JobFieldKind.Text, false, []), default)).Refusal!.Code);
        Assert.Equal("Common.InUse", (await boreal.Portal.Get<DeleteJobField>().RunAsync(new DeleteJobField.Input(area, 0), default)).Refusal!.Code);
        Boreal.Require(await DoneAsync());
        Assert.Equal(JobStatus.Open, (await boreal.ShowJobAsync(other)).Status);

        async Task<long> FieldAsync(string name, JobFieldKind kind, bool required, params string[] choices) =>
            Boreal.Value(await boreal.Portal.Get<SaveJobField>().RunAsync(new SaveJobField.Input(null, 0, LocalText.Same(name), kind, required, choices), default));
        Task<Result> FillAsync(long field, string value) => boreal.Portal.Get<FillJobField>().RunAsync(new FillJobField.Input(job, field, value), default);
        async Task<Result> DoneAsync() => await boreal.Portal.Get<MoveJob>().RunAsync(new MoveJob.Input(job, await boreal.JobVersionAsync(job), JobStatus.Done), default);
    }

    [Theory, EachDatabase]
    public async Task LabelsPeopleAndDueDates_NarrowListAndBoard(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (job, _) = (await boreal.JobAsync(), await boreal.JobAsync());
        Boreal.Require(await boreal.Portal.Get<LabelJob>().RunAsync(new LabelJob.Input(job, " Été  chaud "), default));
        Boreal.Require(await boreal.Portal.Get<LabelJob>().RunAsync(new LabelJob.Input(job, "ete chaud"), default));
        Boreal.Value(await boreal.Portal.Get<ChangeJob>().RunAsync(
            new ChangeJob.Input(job, await boreal.JobVersionAsync(job), "Enseigne", "", new DateOnly(2026, 5, 1), null), default));
        var found = Assert.Single(Boreal.Value(await boreal.Portal.Get<FindForJobFilter>().RunAsync(
            new FindForJobFilter.Input(FindForJobFilter.Subject.Label, "ETE"), default)));

        Assert.Equal("Été chaud", found.Text);
        Assert.Equal([job], await ListAsync(new ListJobs.Input(new PageRequest(), Label: found.Value)));
        Assert.Equal([job], await ListAsync(new ListJobs.Input(new PageRequest(), DueFrom: new DateOnly(2026, 5, 1), DueTo: new DateOnly(2026, 5, 1))));
        Assert.Equal([job], (await boreal.Portal.Get<ShowJobBoard>().RunAsync(new ShowJobBoard.Input(Label: found.Value), default)).Value.SelectMany(c => c.Cards).Select(c => c.Id));
        Boreal.Require(await boreal.Portal.Get<LabelJob>().RunAsync(new LabelJob.Input(job, "Été chaud", Remove: true), default));
        Assert.Empty(await ListAsync(new ListJobs.Input(new PageRequest(), Label: found.Value)));

        async Task<IEnumerable<long>> ListAsync(ListJobs.Input input) => Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(input, default)).Rows.Select(r => r.Id);
    }

    [Theory, EachDatabase]
    public async Task Timeline_OfNotesCallsEventsAndMessages_IsFilteredAndSearched(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var line = await boreal.JobLineAsync(job, 1, 100, "Vitrail");
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, [new(line, 1)], Issue: true, Send: true), default));
        Boreal.Require(await boreal.Portal.Get<AddJobNote>().RunAsync(new AddJobNote.Input(job, "Vitrail fragile"), default));
        Boreal.Require(await boreal.Portal.Get<LogJobCall>().RunAsync(new LogJobCall.Input(job, "Marie Roy", Incoming: true, "Demande le vitrail pour mardi"), default));
        Assert.Equal(["With", "Note"], (await boreal.Portal.Get<LogJobCall>().RunAsync(new LogJobCall.Input(job, "", false, " "), default)).Refusals.Select(r => r.Field));
        await boreal.FileAsync(job, "vitrail.txt", "x");

        var all = await boreal.TimelineAsync(job);
        Assert.Equal(all.OrderByDescending(r => r.At).Select(r => r.At), all.Select(r => r.At));
        Assert.Equal("Vitrail fragile", Assert.Single(await boreal.TimelineAsync(job, TimelineKind.Note)).Text);
        var call = Assert.Single(await boreal.TimelineAsync(job, TimelineKind.Call));
        Assert.Equal("Demande le vitrail pour mardi", call.Note);
        Assert.Contains("Marie Roy", call.Text, StringComparison.Ordinal);
        var mail = Assert.Single(await boreal.TimelineAsync(job, TimelineKind.Mail));
        Assert.Contains("marie@erable.example", mail.Note, StringComparison.Ordinal);
        Assert.Equal(all.Count, 3 + (await boreal.TimelineAsync(job, TimelineKind.Event)).Count);
        var paged = Boreal.Value(await boreal.Portal.Get<ListJobTimeline>().RunAsync(new ListJobTimeline.Input(job, new PageRequest(2, 2)), default));
        Assert.Equal((all.Count, 2), (paged.Total, paged.Rows.Count));

        var hits = Boreal.Value(await boreal.Portal.Get<SearchJob>().RunAsync(new SearchJob.Input(job, "vitrail"), default));
        Assert.Equal(["Document", "Line", "Note", "Note"], hits.Where(h => h.Kind is not ("Invoice" or "OutgoingMessage")).Select(h => h.Kind).Order());
        Assert.NotEmpty(Boreal.Value(await boreal.Portal.Get<SearchJob>().RunAsync(new SearchJob.Input(job, "marie@erable"), default)));
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<SearchJob>().RunAsync(new SearchJob.Input(job, "vitrail"), default)).Refusal);
    }
}
