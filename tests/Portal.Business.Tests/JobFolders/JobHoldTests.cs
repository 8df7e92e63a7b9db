using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Interventions;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.JobFolders;

/// <summary>A job that is merged or cancelled while somebody puts something into it.</summary>
public sealed class JobHoldTests
{
    [Theory, EachDatabase]
    public async Task Invoice_OfAJobMergedMeanwhile_IsRefused(DatabaseProvider provider) => await MeanwhileAsync(provider, MergeAsync, "Invoicing.JobIsFinished", (boreal, job, clock) =>
        new DraftInvoice(boreal.Portal.Get<PortalDbContextFactory>(), boreal.Portal.Get<CompanyBooks>(), boreal.Portal.Get<InvoiceIssuing>(), TestUser.Administrator, clock)
            .RunAsync(new DraftInvoice.Input(null, job, []), default));

    [Theory, EachDatabase]
    public async Task Invoice_OfLinesOfAJobCancelledMeanwhile_IsRefused(DatabaseProvider provider) => await MeanwhileAsync(provider, CancelAsync, "Invoicing.JobIsFinished", (boreal, job, clock) =>
        new DraftInvoice(boreal.Portal.Get<PortalDbContextFactory>(), boreal.Portal.Get<CompanyBooks>(), boreal.Portal.Get<InvoiceIssuing>(), TestUser.Administrator, clock)
            .RunAsync(new DraftInvoice.Input(null, job), default));

    [Theory, EachDatabase]
    public async Task Quote_InAJobMergedMeanwhile_IsRefused(DatabaseProvider provider) => await MeanwhileAsync(provider, MergeAsync, "Quotes.JobFinished", (boreal, job, clock) =>
        new CreateQuote(boreal.Portal.Get<IDbContextFactory<PortalDbContext>>(), TestUser.Administrator, clock, NullLogger<CreateQuote>.Instance)
            .RunAsync(new CreateQuote.Input(boreal.Client.Id, job), default));

    [Theory, EachDatabase]
    public async Task Request_InAJobCancelledMeanwhile_IsRefused(DatabaseProvider provider) => await MeanwhileAsync(provider, CancelAsync, "Interventions.JobIsFinished", (boreal, job, clock) =>
        new CreateRequest(boreal.Portal.Get<PortalDbContextFactory>(), TestUser.Administrator, clock, NullLogger<CreateRequest>.Instance)
            .RunAsync(new CreateRequest.Input(boreal.Client.Id, job, RequestScene.Head()), default));

    [Theory, EachDatabase]
    public async Task Ticket_InAJobMergedMeanwhile_IsRefused(DatabaseProvider provider) => await MeanwhileAsync(provider, MergeAsync, "JobFolders.IsMerged", (boreal, job, clock) =>
        new CreateTicket(boreal.Portal.Get<PortalDbContextFactory>(), TestUser.Administrator, clock)
            .RunAsync(new CreateTicket.Input(Guid.NewGuid(), boreal.Client.Id, "Panne", "Rien ne va.", JobId: job), default));

    [Theory, EachDatabase]
    public async Task InvoicesAndAMerger_AtOnce_LeaveNothingInTheMergedJob(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        for (var round = 0; round < 6; round++)
        {
            var (from, into) = (await boreal.JobAsync(), await boreal.JobAsync("Vitrine"));
            await boreal.JobLineAsync(from, 5, 20);
            var version = await boreal.JobVersionAsync(from);
            var drafts = Enumerable.Range(0, 3).Select(i => Task.Run(() => boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, from, i == 0 ? null : []), default))).ToList();
            var merged = await Task.Run(() => boreal.Portal.Get<MergeJobs>().RunAsync(new MergeJobs.Input(from, version, into), default));
            var results = await Task.WhenAll(drafts);

            await using var db = boreal.Portal.Open();
            var made = await db.Invoices.Where(i => i.JobId == from || i.JobId == into).Select(i => i.JobId).ToListAsync();
            Assert.Equal(results.Count(r => r.Succeeded), made.Count);
            Assert.All(made, job => Assert.Equal(merged.Succeeded ? into : from, job));
        }
    }

    [Theory, EachDatabase]
    public async Task NoteCallAndFile_ForAJobMergedMeanwhile_AreRefused(DatabaseProvider provider)
    {
        await LeftOutAsync(provider, (boreal, job, clock) => new AddJobNote(Contexts(boreal), TestUser.Administrator, clock).RunAsync(new AddJobNote.Input(job, "Clé chez le gardien"), default));
        await LeftOutAsync(provider, (boreal, job, clock) => new LogJobCall(Contexts(boreal), TestUser.Administrator, clock).RunAsync(new LogJobCall.Input(job, "Marie", true, "Rappeler"), default));
        await LeftOutAsync(provider, async (boreal, job, clock) => await new AttachJobDocument(Contexts(boreal), TestUser.Administrator, clock, NullLogger<AttachJobDocument>.Instance)
            .RunAsync(new AttachJobDocument.Input(job, "plan.txt", new MemoryStream("ici"u8.ToArray())), default));
    }

    [Theory, EachDatabase]
    public async Task TimeAndTimer_OnAJobMergedMeanwhile_AreRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var me = new TestUser(await boreal.TechnicianAsync("Luc"), "Luc", Permissions.All.ToHashSet(), ClientScope.Everyone);
        var job = await boreal.JobAsync();
        var clock = new Interruption(boreal.Portal.Clock, () => Boreal.Require(Task.Run(() => MergeAsync(boreal, job)).GetAwaiter().GetResult()));

        Assert.Equal("Timesheets.JobIsFinished", (await new StartTimer(boreal.Portal.Get<PortalDbContextFactory>(), me, clock).RunAsync(new StartTimer.Input(job), default)).Refusal?.Code);

        for (var round = 0; round < 4; round++)
        {
            var (from, into) = (await boreal.JobAsync(), await boreal.JobAsync("Vitrine"));
            var version = await boreal.JobVersionAsync(from);
            var entries = Enumerable.Range(0, 4).Select(_ => Task.Run(() => new SaveTimeEntry(boreal.Portal.Get<PortalDbContextFactory>(), me, boreal.Portal.Clock)
                .RunAsync(new SaveTimeEntry.Input(null, 0, from, null, new DateOnly(2026, 3, 2), 30, "Pose", true), default))).ToList();
            var merged = await Task.Run(() => boreal.Portal.Get<MergeJobs>().RunAsync(new MergeJobs.Input(from, version, into), default));
            var results = await Task.WhenAll(entries);

            await using var db = boreal.Portal.Open();
            var made = await db.TimeEntries.Where(e => e.JobId == from || e.JobId == into).Select(e => e.JobId).ToListAsync();
            Assert.Equal(results.Count(r => r.Succeeded), made.Count);
            Assert.All(made, id => Assert.Equal(merged.Succeeded ? into : from, id));
        }
    }

    [PostgreSqlFact]
    public async Task TwoThatWaitForEachOther_TheOneGivenUp_IsToldThatSomebodyWasFaster()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.PostgreSql);
        var (a, b) = (await boreal.JobAsync(), await boreal.JobAsync("Vitrine"));
        await using var first = boreal.Portal.Open();
        await using var second = boreal.Portal.Open();
        await using var mine = await first.BeginWriteAsync(default);
        await using var theirs = await second.BeginWriteAsync(default);
        Assert.Null(await first.HoldAsync([a], default));
        Assert.Null(await second.HoldAsync([b], default));

        // The one who waits first has looked for a deadlock, and found none, before there is one.
        var waits = second.HoldAsync([a], default);
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        var job = await first.Jobs.SingleAsync(j => j.Id == b);
        Assert.Equal(Refusal.Stale, await first.HoldOpenAsync(job, Refusal.NotFound, default));

        await mine.DisposeAsync();
        Assert.Null(await waits);
    }

    private static IDbContextFactory<PortalDbContext> Contexts(Boreal boreal) => boreal.Portal.Get<IDbContextFactory<PortalDbContext>>();

    private static async Task LeftOutAsync(DatabaseProvider provider, Func<Boreal, long, TimeProvider, Task<Result>> put)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        var clock = new Interruption(boreal.Portal.Clock, () => Boreal.Require(Task.Run(() => MergeAsync(boreal, job)).GetAwaiter().GetResult()));

        Assert.Equal("JobFolders.IsMerged", (await put(boreal, job, clock)).Refusal?.Code);

        // Only that it was merged.
        Assert.Single(await boreal.TimelineAsync(job));
        Assert.Empty(await boreal.FilesAsync(job));
    }

    /// <summary>The use case reads the clock after it has read the job and before it writes: there the other one comes in between.</summary>
    private static async Task MeanwhileAsync(
        DatabaseProvider provider, Func<Boreal, long, Task<Result>> finish, string code, Func<Boreal, long, TimeProvider, Task<Result<long>>> put)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync();
        await boreal.JobLineAsync(job, 5, 20);
        var clock = new Interruption(boreal.Portal.Clock, () => Boreal.Require(Task.Run(() => finish(boreal, job)).GetAwaiter().GetResult()));

        var result = await put(boreal, job, clock);

        Assert.Equal(code, result.Refusal?.Code);
        await using var db = boreal.Portal.Open();
        Assert.False(await db.Invoices.AnyAsync() || await db.Quotes.AnyAsync() || await db.ServiceRequests.AnyAsync() || await db.Tickets.AnyAsync());
        Assert.All(await db.Jobs.SelectMany(j => j.Lines).ToListAsync(), l => Assert.Equal(0m, l.InvoicedQuantity));
    }

    private static async Task<Result> MergeAsync(Boreal boreal, long job) =>
        await boreal.Portal.Get<MergeJobs>().RunAsync(new MergeJobs.Input(job, await boreal.JobVersionAsync(job), await boreal.JobAsync("Vitrine")), default);

    private static async Task<Result> CancelAsync(Boreal boreal, long job) =>
        await boreal.Portal.Get<MoveJob>().RunAsync(new MoveJob.Input(job, await boreal.JobVersionAsync(job), JobStatus.Cancelled), default);

    private sealed class Interruption(TimeProvider clock, Action comesIn) : TimeProvider
    {
        private Action? comesIn = comesIn;

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Exchange(ref comesIn, null)?.Invoke();
            return clock.GetUtcNow();
        }
    }
}
