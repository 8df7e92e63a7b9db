using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Mail;
using Portal.Business.Tests.Quotes;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets;

namespace Portal.Business.Tests.JobFolders;

public sealed class JobMergeTests
{
    [Theory, EachDatabase]
    public async Task Timeline_OfAMergedJob_GoesOnInTheOneThatStays_OnceEach(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (first, second, last) = (await boreal.JobAsync("A"), await boreal.JobAsync("B"), await boreal.JobAsync("C"));
        Boreal.Require(await boreal.Portal.Get<AddJobNote>().RunAsync(new(first, "avant"), default));
        Boreal.Require(await MergeAsync(boreal, first, second));
        await LateAsync("entre");
        Boreal.Require(await MergeAsync(boreal, second, last));
        await LateAsync("après");

        var shown = await boreal.TimelineAsync(last);

        Assert.Equal(["avant", "entre", "après"], shown.Where(r => r.IsNote).Select(r => r.Text).Reverse());
        Assert.Equal((2, 2), (shown.Count(r => r.Kind == TimelineKind.Mail), shown.Count(r => r.Text.EndsWith("into this one", StringComparison.Ordinal))));
        Assert.DoesNotContain(shown, r => r.Text.StartsWith("Merged into job", StringComparison.Ordinal));
        Assert.Contains(Boreal.Value(await boreal.Portal.Get<SearchJob>().RunAsync(new(last, "après"), default)), h => h.Kind == "Note");

        async Task LateAsync(string note)
        {
            await using var db = boreal.Portal.Open();
            var now = boreal.Portal.Clock.GetUtcNow().UtcDateTime;
            db.TimelineEntries.Add(TimelineEntry.OfNote(boreal.Client.Id, first, now, TestUser.Administrator, note));
            var mail = new ComposedMail("Nouvelles", "<p>Bonjour</p>", "Bonjour", "fr-CA");
            boreal.Portal.Get<Outbox>().Add(db, new NewMessage("request.message", mail) { About = new SubjectRef(nameof(Job), first), ClientId = boreal.Client.Id, LegalEntityId = boreal.Entity.Id });
            await db.SaveChangesAsync();
        }
    }

    [Theory, EachDatabase]
    public async Task Merge_OfAJobWithEverything_MovesAllOfIt_AndTheIssuedInvoiceStaysAsItIs(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.QuoteAsync(await boreal.DraftAsync(boreal.Line("Étude", 1, 100)));
        var (from, into) = (quote.JobId, await boreal.JobAsync("Vitrine"));
        await boreal.JobLineAsync(into, 1, 10);
        var line = await boreal.JobLineAsync(from, 2, 50);
        var invoice = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, from, [new(line, 1)], Issue: true), default));
        var issued = await boreal.FindAsync(invoice);
        await boreal.FileAsync(from, "plan.txt", "ici");
        await boreal.FileAsync(into, "plan.txt", "là");
        await LabelAsync(from, "Urgent");
        await LabelAsync(into, "urgent");
        await LabelAsync(from, "Toiture");
        var stage = Boreal.Value(await boreal.Portal.Get<SaveJobStage>().RunAsync(new SaveJobStage.Input(from, null, 0, "Gros œuvre", null, null), default));
        Boreal.Value(await boreal.Portal.Get<SaveJobTask>().RunAsync(new SaveJobTask.Input(from, null, 0, "Mesurer", stage, null, null), default));
        await using (var db = boreal.Portal.Open())
        {
            var now = boreal.Portal.Clock.GetUtcNow().UtcDateTime;
            var request = new ServiceRequest(boreal.Entity.Id, boreal.Client.Id, from, "R-1", "CAD", RequestOrigin.Staff, now);
            var visit = new Visit(request, "V-1", null, now, now.AddHours(1), now);
            var user = await db.Users.Select(u => (long?)u.Id).FirstOrDefaultAsync() ?? db.Add(new Portal.Business.Accounts.User("t@boreal.example", "T", "fr-CA", false)).Entity.Id;
            db.AddRange(request, visit, TimeEntry.Of(await db.Jobs.SingleAsync(j => j.Id == from), null, user, new DateOnly(2026, 3, 2), 90, "", true, 40).Value);
            await db.SaveChangesAsync();
        }

        Boreal.Require(await MergeAsync(boreal, from, into));

        var kept = await boreal.ShowJobAsync(into);
        Assert.Equal(new JobCounts(1, 1, 1, 1, 0, 2), kept.Counts);
        Assert.Equal((110m, 50m, 60m, 90, 60m, 50m), (kept.Ordered, kept.Invoiced, kept.ToInvoice, kept.Time.Minutes, kept.Time.Cost, kept.Margin));
        Assert.Equal(["Toiture", "Urgent"], kept.Labels);
        Assert.Contains(await boreal.FilesAsync(into), f => f.Name.StartsWith("plan (J-", StringComparison.Ordinal));
        Assert.Equal("Mesurer", Boreal.Value(await boreal.Portal.Get<ShowJobPlan>().RunAsync(new ShowJobPlan.Input(into), default)).Tasks.Single().Text);
        var emptied = await boreal.ShowJobAsync(from);
        Assert.Equal((JobStatus.Closed, into, 0m), (emptied.Status, emptied.MergedInto!.Id, emptied.Ordered));
        Assert.Equal(new JobCounts(0, 0, 0, 0, 0, 0), emptied.Counts);
        Assert.Single(await boreal.TimelineAsync(from));
        var after = await boreal.FindAsync(invoice);
        Assert.Equal((issued.Number, issued.Total, issued.IssuedAt, into), (after.Number, after.Total, after.IssuedAt, after.JobId));

        Assert.Equal("JobFolders.IsMerged", (await boreal.Portal.Get<ReopenJob>().RunAsync(new ReopenJob.Input(from, await boreal.JobVersionAsync(from)), default)).Refusal!.Code);
        Assert.Equal("JobFolders.IsMerged", (await MergeAsync(boreal, from, into)).Refusal!.Code);

        async Task LabelAsync(long job, string label) => Boreal.Require(await boreal.Portal.Get<LabelJob>().RunAsync(new LabelJob.Input(job, label), default));
    }

    [Theory, EachDatabase]
    public async Task Merge_OfJobsOfTwoClientsOrIntoAFinishedOne_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var other = new Client(boreal.Entity.Id, "Autre", new Contact { Name = "X" }) { Currency = "CAD" }.IndexForSearch();
        await using (var db = boreal.Portal.Open())
        {
            db.Add(other);
            await db.SaveChangesAsync();
        }

        Assert.Equal("JobFolders.NotToBeMerged", (await MergeAsync(boreal, job, await boreal.JobAsync(clientId: other.Id))).Refusal!.Code);
        var closed = await boreal.JobAsync();
        Boreal.Require(await boreal.Portal.Get<MoveJob>().RunAsync(new MoveJob.Input(closed, await boreal.JobVersionAsync(closed), JobStatus.Closed), default));
        Assert.Equal("JobFolders.JobFinished", (await MergeAsync(boreal, job, closed)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task TwoMergers_OfEachIntoTheOther_LeaveOneJobWithEverything(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (a, b) = (await boreal.JobAsync(), await boreal.JobAsync());
        await boreal.JobLineAsync(a, 1, 10);
        await boreal.JobLineAsync(b, 1, 20);
        var (versionA, versionB) = (await boreal.JobVersionAsync(a), await boreal.JobVersionAsync(b));

        var results = await Task.WhenAll(
            boreal.Portal.Get<MergeJobs>().RunAsync(new MergeJobs.Input(a, versionA, b), default),
            boreal.Portal.Get<MergeJobs>().RunAsync(new MergeJobs.Input(b, versionB, a), default));

        Assert.Single(results, r => r.Succeeded);
        var (one, two) = (await boreal.ShowJobAsync(a), await boreal.ShowJobAsync(b));
        Assert.Equal([0m, 30m], new[] { one.Ordered, two.Ordered }.Order());
        Assert.Single(new[] { one, two }, v => v.MergedInto is not null);
        await LeftIsKnownAsync(boreal, a, b);
    }

    [Theory, EachDatabase]
    public async Task Line_PartlyInvoiced_MovesWithWhatIsInvoicedOfIt_AndIsNeverInvoicedTwice(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (job, other) = (await boreal.JobAsync(), await boreal.JobAsync("Vitrine"));
        var line = await boreal.JobLineAsync(job, 3, 100);
        Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, [new(line, 1)]), default));

        Boreal.Require(await boreal.Portal.Get<MoveJobLine>().RunAsync(new MoveJobLine.Input(job, await boreal.JobVersionAsync(job), line, other), default));

        var (from, into) = (await boreal.ShowJobAsync(job), await boreal.ShowJobAsync(other));
        Assert.Equal((0m, 300m, 200m), (from.Ordered, into.Ordered, into.ToInvoice));
        Assert.Equal((line, 2m), (into.Lines.Single().Id, into.Lines.Single().ToInvoice));
        Assert.Single(into.InvoiceRows);
        await LeftIsKnownAsync(boreal, job, other);
        boreal.Portal.User = TestUser.Administrator with { Permissions = [.. Permissions.All.Where(p => p != Permissions.InvoicesOverInvoice)] };
        Assert.Equal("JobFolders.MoreThanLeft", (await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, other, [new(line, 3)]), default)).Refusal!.Code);
        Assert.Equal("JobFolders.NotAJobOfTheClient", (await boreal.Portal.Get<MoveJobLine>().RunAsync(
            new MoveJobLine.Input(other, await boreal.JobVersionAsync(other), line, 4711), default)).Refusal!.Code);
    }

    /// <summary>What the list says is left to invoice is what the lines say.</summary>
    private static async Task LeftIsKnownAsync(Boreal boreal, params IReadOnlyList<long> jobs)
    {
        await using var db = boreal.Portal.Open();
        foreach (var job in await db.Jobs.AsNoTracking().Include(j => j.Lines).Where(j => jobs.Contains(j.Id)).ToListAsync())
        {
            Assert.Equal((job.Lines.Sum(l => l.NetToInvoice), job.Lines.Sum(l => l.Net)), (job.LeftNet, job.OrderedNet));
        }
    }

    private static async Task<Result> MergeAsync(Boreal boreal, long from, long into) =>
        await boreal.Portal.Get<MergeJobs>().RunAsync(new MergeJobs.Input(from, await boreal.JobVersionAsync(from), into), default);
}
