using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Documents;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Payments;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

public sealed class VisitDayTests
{
    private static readonly byte[] Png = Convert.FromBase64String(VisitScene.Drawn["data:image/png;base64,".Length..]);

    [Theory, EachDatabase]
    public async Task Start_TappedTwiceAtOnce_StartsOneTimer(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var key = Guid.NewGuid();

        var taps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.StartAsync(key))));

        Assert.All(taps, t => Assert.True(t.Succeeded, t.Refusal?.Code));
        await using var db = scene.Portal.Open();
        Assert.Equal(scene.LeadId, (await db.TimeEntries.SingleAsync()).RunningUserId);
        Assert.Equal(VisitStepKind.Started, (await db.VisitSteps.SingleAsync()).Kind);
        Assert.Equal(RequestStatus.InProgress, (await scene.Boreal.ReloadAsync(scene.Request.Id)).Status);
    }

    [Theory, EachDatabase]
    public async Task EachButton_SentTwice_DoesItOnce(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var product = await scene.ProductAsync();
        async Task TwiceAsync(Func<Task<Result>> press)
        {
            var (first, second) = (await press(), await press());
            Assert.True(first.Succeeded, first.Refusal?.Code);
            Assert.True(second.Succeeded, second.Refusal?.Code);
        }

        var keys = Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToArray();
        await TwiceAsync(() => scene.StartAsync(keys[0]));
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(20));
        await TwiceAsync(() => scene.PauseAsync(keys[1]));
        await TwiceAsync(() => scene.PartAsync(product, keys[2]));
        await TwiceAsync(() => scene.Portal.Get<AddVisitPhoto>().RunAsync(new(scene.VisitId, keys[3], "avant é 😀.png", new MemoryStream(Png)), default));
        await TwiceAsync(() => scene.Portal.Get<SignVisit>().RunAsync(new(scene.VisitId, keys[4], "Marie Roy", VisitScene.Drawn), default));
        await TwiceAsync(() => scene.FinishAsync(keys[5]));
        await TwiceAsync(async () => await scene.Portal.Get<InvoiceVisit>().RunAsync(new(scene.VisitId, keys[6]), default));
        await TwiceAsync(async () => await scene.Portal.Get<PayVisit>().RunAsync(new(scene.VisitId, keys[7], PaymentMethod.Cash, 57.49m, ""), default));

        await using var db = scene.Portal.Open();
        Assert.Equal(20, (await db.TimeEntries.SingleAsync()).Minutes);
        Assert.Equal(50m, (await db.WorkLines.SingleAsync()).Net);
        Assert.Equal(1, await db.StoredDocuments.CountAsync(d => d.Kind == "photo"));
        Assert.Equal(2, await db.StoredDocuments.CountAsync(d => d.Kind == DocumentKinds.VisitReport));
        var invoice = await db.Invoices.SingleAsync();
        Assert.True(invoice.IsIssued);
        Assert.Equal(0m, invoice.Balance);
        Assert.Equal(57.49m, (await db.Payments.SingleAsync()).Amount);
        Assert.Equal(["invoice", "payment.receipt", "visit.report"], (await db.OutgoingMessages.Select(m => m.Kind).ToListAsync()).Order());
        Assert.Equal(8, await db.VisitSteps.CountAsync());
        Assert.Contains("Payments.Received", await db.TimelineEntries.Where(e => e.JobId == scene.Request.JobId).Select(e => e.What).ToListAsync());
    }

    [Theory, EachDatabase]
    public async Task TwoVisitsOfOneRequest_FinishedAtTheSameSecond_FinishTheRequest(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        scene.AsAdministrator();
        var from = scene.Portal.Clock.GetUtcNow().UtcDateTime;
        var other = Boreal.Value(await scene.Portal.Get<PlanVisit>().RunAsync(new(scene.Request.Id, scene.HelperId, from, from.AddHours(1)), default)).VisitId;
        scene.As(scene.LeadId);
        Boreal.Require(await scene.StartAsync());
        var ofLead = scene.Portal.Get<FinishVisit>();
        scene.As(scene.HelperId);
        Boreal.Require(await scene.Portal.Get<StartVisit>().RunAsync(new(other, Guid.NewGuid()), default));
        var ofHelper = scene.Portal.Get<FinishVisit>();
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(30));

        var finished = await Task.WhenAll(
            new[] { (ofLead, scene.VisitId), (ofHelper, other) }.Select(v => Task.Run(() => v.Item1.RunAsync(new(v.Item2, Guid.NewGuid()), default))));

        Assert.All(finished, f => Assert.True(f.Succeeded, f.Refusal?.Code));
        Assert.Equal(RequestStatus.Done, (await scene.Boreal.ReloadAsync(scene.Request.Id)).Status);
    }

    [Theory, EachDatabase]
    public async Task TwoTechnicians_OnOneVisit_HaveTimersOfTheirOwn_AndFinishingStopsBoth(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        Assert.True((await scene.StartAsync()).Succeeded);
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(30));
        scene.As(scene.HelperId);
        Assert.True((await scene.StartAsync()).Succeeded);
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.True((await scene.FinishAsync()).Succeeded);

        await using var db = scene.Portal.Open();
        var entries = await db.TimeEntries.ToDictionaryAsync(e => e.UserId);
        Assert.Equal(45, entries[scene.LeadId].Minutes);
        Assert.Equal(15, entries[scene.HelperId].Minutes);
        Assert.Equal(30m, entries[scene.LeadId].Cost);
        Assert.All(entries.Values, e => Assert.Null(e.RunningUserId));
    }

    [Theory, EachDatabase]
    public async Task Timer_ThatRunsElsewhere_EndsWhenAnotherVisitStarts(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        Assert.True((await scene.StartAsync()).Succeeded);
        scene.AsAdministrator();
        var start = scene.Portal.Clock.GetUtcNow().UtcDateTime;
        var other = Boreal.Value(await scene.Portal.Get<PlanVisit>().RunAsync(new(scene.Request.Id, scene.LeadId, start, start.AddHours(1)), default));
        scene.As(scene.LeadId);
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(12));

        var started = await scene.Portal.Get<StartVisit>().RunAsync(new(other.VisitId, Guid.NewGuid()), default);

        Assert.True(started.Succeeded, started.Refusal?.Code);
        await using var db = scene.Portal.Open();
        Assert.Equal(12, (await db.TimeEntries.SingleAsync(e => e.VisitId == scene.VisitId)).Minutes);
        Assert.Equal(scene.LeadId, (await db.TimeEntries.SingleAsync(e => e.VisitId == other.VisitId)).RunningUserId);
    }

    [Theory, EachDatabase]
    public async Task Visit_OfOthers_IsNotSeenAndNotDone(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var stranger = await scene.Boreal.TechnicianAsync("Autre Personne");

        scene.As(stranger, Permissions.InterventionsView);
        Assert.Equal(RefusalKind.NotFound, (await scene.Portal.Get<ShowVisit>().RunAsync(scene.VisitId, default)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await scene.StartAsync()).Refusal!.Kind);
        Assert.Empty((await scene.Portal.Get<ShowMyDay>().RunAsync(new(), default)).Value.Visits);

        scene.As(stranger);
        Assert.True((await scene.Portal.Get<ShowVisit>().RunAsync(scene.VisitId, default)).Succeeded);
        Assert.Equal(RefusalKind.Forbidden, (await scene.StartAsync()).Refusal!.Kind);

        scene.As(scene.HelperId, Permissions.InterventionsView);
        Assert.False(Assert.Single((await scene.Portal.Get<ShowMyDay>().RunAsync(new(), default)).Value.Visits).Leads);
    }

    [Theory, EachDatabase]
    public async Task Report_ThatAnotherChangedMeanwhile_IsNotOverwritten(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var write = scene.Portal.Get<WriteReport>();
        Assert.True((await write.RunAsync(new(scene.VisitId, "Pompe changée", ""), default)).Succeeded);
        Assert.True((await write.RunAsync(new(scene.VisitId, "Pompe changée", ""), default)).Succeeded);

        var lost = await write.RunAsync(new(scene.VisitId, "Filtre changé", ""), default);

        Assert.Equal("Interventions.ReportChanged", lost.Refusal!.Code);
        Assert.Equal("Pompe changée", (await scene.ReadAsync()).Report);
    }

    [Theory, EachDatabase]
    public async Task Report_ChangedAfterTheVisit_IsANewRevision_AndTheOldOneStays(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        await scene.StartAsync();
        await scene.FinishAsync(leftToDo: "Commander la pompe");

        Assert.True((await scene.Portal.Get<WriteReport>().RunAsync(new(scene.VisitId, "Fuite colmatée", ""), default)).Succeeded);
        Assert.True((await scene.Portal.Get<SignVisit>().RunAsync(new(scene.VisitId, Guid.NewGuid(), "Marie Roy", ""), default)).Succeeded);

        await using var db = scene.Portal.Open();
        var reports = await db.StoredDocuments.Where(d => d.Kind == DocumentKinds.VisitReport).OrderBy(d => d.Revision).ToListAsync();
        Assert.Equal([1, 2, 3], reports.Select(r => r.Revision));
        Assert.All(reports, r => Assert.Equal(Portal.Business.Documents.DocumentVisibility.SharedWithClient, r.Visibility));
        Assert.Equal(VisitStatus.Unfinished, (await scene.ReadAsync()).Status);
    }

    [Theory, EachDatabase]
    public async Task Mail_OfAReportThatWasJustRenewed_BringsTheLatest(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        await scene.StartAsync();
        await scene.FinishAsync();
        var (reports, now) = (scene.Portal.Get<VisitReports>(), scene.Portal.Clock.GetUtcNow().UtcDateTime);
        await using (var db = scene.Portal.Open())
        {
            var visit = await db.Visits.Include(v => v.Crew).SingleAsync(v => v.Id == scene.VisitId);
            db.Entry(visit).Property(v => v.Report).CurrentValue = "Fuite colmatée";
            await reports.StoreAsync(db, visit, now, default);
            await reports.MailAsync(db, visit, scene.Portal.User, now, default);
            await db.SaveChangesAsync();
        }

        await using var look = scene.Portal.Open();
        var latest = await look.StoredDocuments.Where(d => d.Kind == DocumentKinds.VisitReport).OrderByDescending(d => d.Revision).FirstAsync();
        var mails = await look.OutgoingMessages.Where(m => m.Kind == VisitReports.MailKind).OrderBy(m => m.Id).ToListAsync();
        Assert.Equal((2, 2), (mails.Count, latest.Revision!.Value));
        Assert.Equal(latest.Id, Assert.Single(mails[^1].Attachments).DocumentId);
    }

    [Theory, EachDatabase]
    public async Task Finish_WithARequiredQuestionOpen_IsRefused_AndAnswersKeepTheirQuestion(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        scene.AsAdministrator();
        var label = new LocalText("Pression", "Pressure");
        var typeId = Boreal.Value(await scene.Portal.Get<SaveTaskType>().RunAsync(
            new(null, scene.Boreal.Entity.Id, 0, new LocalText("Entretien", "Service"), 60, null, [new Question("p", QuestionKind.Number, label, true, [], "bar")]), default));
        await using (var db = scene.Portal.Open())
        {
            var request = await db.ServiceRequests.SingleAsync(r => r.Id == scene.Request.Id);
            Boreal.Require(request.Edit(RequestScene.Head() with { TaskTypeId = typeId }));
            await db.SaveChangesAsync();
        }

        scene.As(scene.LeadId);
        await scene.StartAsync();
        var answer = scene.Portal.Get<AnswerQuestions>();
        Assert.Equal("Interventions.QuestionsOpen", (await scene.FinishAsync()).Refusal!.Code);
        Assert.Equal("q-p", (await answer.RunAsync(new(scene.Request.Id, scene.VisitId, new Dictionary<string, TypedAnswer> { ["p"] = new("beaucoup", "") }), default)).Refusal!.Field);
        Assert.True((await answer.RunAsync(new(scene.Request.Id, scene.VisitId, new Dictionary<string, TypedAnswer> { ["p"] = new("1,5", "") }), default)).Succeeded);
        Assert.True((await scene.FinishAsync()).Succeeded);

        scene.AsAdministrator();
        Boreal.Value(await scene.Portal.Get<SaveTaskType>().RunAsync(
            new(typeId, scene.Boreal.Entity.Id, 0, new LocalText("Entretien", "Service"), 60, null, [new Question("p", QuestionKind.Text, LocalText.Same("Autre"), true, [])]), default));
        await using var after = scene.Portal.Open();
        var kept = await after.Answers.SingleAsync();
        Assert.Equal(("1.5", label, "bar"), (kept.Value, kept.Question.Label, kept.Question.Unit));
    }

    [Theory, EachDatabase]
    public async Task Reports_InTheClientsPortal_AreTheNewestOfEachVisit_AndTheirOwn(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        await scene.StartAsync();
        await scene.FinishAsync();
        Assert.True((await scene.Portal.Get<WriteReport>().RunAsync(new(scene.VisitId, "Fuite colmatée", ""), default)).Succeeded);

        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        var report = Assert.Single(Boreal.Value(await scene.Portal.Get<ListOwnReports>().RunAsync(new PageRequest(), default)).Page.Rows);
        Assert.Equal(new DateOnly(2026, 3, 2), report.On);
        await using var db = scene.Portal.Open();
        Assert.Equal(2, (await db.StoredDocuments.SingleAsync(d => d.Id == report.DocumentId)).Revision);
        Assert.Equal(report.DocumentId, Assert.Single(Boreal.Value(await scene.Portal.Get<ShowOwnRequest>().RunAsync(scene.Request.Id, default)).Visits).ReportId);
        Assert.True((await scene.Portal.Get<ReadOwnDocument>().RunAsync(report.DocumentId, default)).Succeeded);

        var other = new Portal.Business.Clients.Client(scene.Boreal.Entity.Id, "Autre", new Portal.Business.Clients.Contact { Name = "X" }) { Currency = "CAD" }.IndexForSearch();
        db.Add(other);
        await db.SaveChangesAsync();
        scene.Portal.User = TestUser.OfClients(other.Id);
        Assert.Empty(Boreal.Value(await scene.Portal.Get<ListOwnReports>().RunAsync(new PageRequest(), default)).Page.Rows);
        Assert.Equal(Refusal.NotFound, (await scene.Portal.Get<ReadOwnDocument>().RunAsync(report.DocumentId, default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Photo_ThatIsNone_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var add = scene.Portal.Get<AddVisitPhoto>();

        Assert.False((await add.RunAsync(new(scene.VisitId, Guid.NewGuid(), "photo.jpg", new MemoryStream("MZ program"u8.ToArray())), default)).Succeeded);
        Assert.Equal("Interventions.NotAPhoto", (await add.RunAsync(new(scene.VisitId, Guid.NewGuid(), "a.pdf", new MemoryStream("%PDF-1.7"u8.ToArray())), default)).Refusal!.Code);
        await using var db = scene.Portal.Open();
        Assert.False(await db.StoredDocuments.AnyAsync(d => d.Kind == "photo"));
    }
}
