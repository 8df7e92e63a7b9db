using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Quotes;

/// <summary>What an answer to a quote is worth: it is about the document that was read, and it is never lost nor invented.</summary>
public sealed class QuoteAnswerTests
{
    [Theory, EachDatabase]
    public async Task Approve_AfterTheDocumentChanged_AsksToReadItAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 140));
        var secret = await boreal.SendAsync(id);
        var read = Boreal.Value(await boreal.OpenAsync(secret));
        boreal.Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var until = (await boreal.QuoteAsync(id)).ValidUntil.AddDays(10);
        Boreal.Require(await boreal.Portal.Get<ExtendQuoteValidity>().RunAsync(new ExtendQuoteValidity.Input(id, await boreal.VersionAsync(id), until), default));

        var stale = await ByLinkAsync(boreal, id, secret, read.DocumentSha256);
        var again = Boreal.Value(await boreal.OpenAsync(secret));
        var approved = await ByLinkAsync(boreal, id, secret, again.DocumentSha256);

        Assert.Equal("Quotes.DocumentChanged", stale.Refusal!.Code);
        Assert.NotEqual(read.DocumentSha256, again.DocumentSha256);
        Boreal.Value(approved);
        await using var db = boreal.Portal.Open();
        Assert.Equal(again.DocumentSha256, (await db.QuoteDecisions.SingleAsync()).DocumentSha256);
    }

    [Theory, EachDatabase]
    public async Task Answer_IsSaidAtTheSameTimeToStaffAndClient_WithTheZoneOfTheCompany(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        boreal.Portal.Clock.Set(new DateTime(2026, 3, 3, 2, 30, 0, DateTimeKind.Utc));
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 140));
        var secret = await boreal.SendAsync(id);
        Boreal.Value(await ByLinkAsync(boreal, id, secret, Boreal.Value(await boreal.OpenAsync(secret)).DocumentSha256));

        var ofClient = Boreal.Value(await boreal.OpenAsync(secret)).Decision!.At;
        var ofStaff = Boreal.Value(await boreal.Portal.Get<ShowQuote>().RunAsync(new ShowQuote.Input(id), default)).Answer!.At;

        Assert.Equal("2026-03-02\u00a021:30 (UTC-05:00)", Formats.For("en").Moment(ofClient));
        Assert.Equal((ofClient, ofClient.Offset), (ofStaff, ofStaff.Offset));
    }

    [Theory]
    [EachDatabaseWith("李小龍 🚀", "PersonalLinks.NameNotPrintable")]
    [EachDatabaseWith("🚀", "PersonalLinks.NameMissing")]
    public async Task Approve_UnderANameThatDocumentsCannotPrint_SaysWhich_AndTheLinkStaysOpen(DatabaseProvider provider, string name, string code)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 140));
        var secret = await boreal.SendAsync(id);
        var read = Boreal.Value(await boreal.OpenAsync(secret));

        var refused = await ByLinkAsync(boreal, id, secret, read.DocumentSha256, name);
        var approved = await ByLinkAsync(boreal, id, secret, read.DocumentSha256, "Bruce Lee 🚀");

        Assert.Equal((code, "Name"), (refused.Refusal!.Code, refused.Refusal.Field));
        Boreal.Value(approved);
    }

    [Theory, EachDatabase]
    public async Task Approve_WhileSomebodyChangesTheJob_IsDoneAllTheSame(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 1000)]);
        boreal.Portal.User = new Meddler(boreal);

        var result = await boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(quote.Id), default);

        Boreal.Value(result);
        Assert.Equal(QuoteStatus.Approved, (await boreal.QuoteAsync(quote.Id)).Status);
    }

    [Theory, EachDatabase]
    public async Task Approve_InACancelledJob_TakesItUpAgain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 1000)]);
        Boreal.Require(await boreal.Portal.Get<MoveJob>().RunAsync(new MoveJob.Input(quote.JobId, 0, JobStatus.Cancelled), default));

        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(quote.Id), default));

        await using var db = boreal.Portal.Open();
        Assert.Equal(JobStatus.InProgress, (await db.Jobs.SingleAsync(j => j.Id == quote.JobId)).Status);
    }

    [Theory, EachDatabase]
    public async Task Approve_WithTheLongestTitleInStages_MakesItsInvoices(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 140));
        Boreal.Value(await boreal.SaveAsync(id, f =>
        {
            f.Title = new string('é', Lengths.Name);
            f.Schedules = [new ScheduleFields { Stages = [new() { Percent = 30, Label = new string('é', PaymentSchedule.LongestLabel) }, new() { Percent = 70 }] }];
        }));
        await boreal.SendAsync(id);

        Assert.Equal(2, Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(OnBehalf(id), default)).Invoices);
    }

    [Theory, EachDatabase]
    public async Task Save_WithAnAbsurdSchedule_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 140));

        var label = await boreal.SaveAsync(id, f => f.Schedules = [new ScheduleFields { Stages = [new() { Percent = 100, Label = new string('x', 10_000_000) }] }]);
        var many = await boreal.SaveAsync(id, f => f.Schedules = [new ScheduleFields { Stages = [.. Enumerable.Range(0, 100).Select(_ => new StageFields { Percent = 1 })] }]);

        Assert.Equal("Quotes.StageLabelTooLong", label.Refusal!.Code);
        Assert.Equal("Quotes.TooManyStages", many.Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Create_InAJob_TakesTheJobsCurrency(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Enseigne"), default));
        await using (var db = boreal.Portal.Open())
        {
            (await db.Clients.SingleAsync()).Currency = "USD";
            await db.SaveChangesAsync();
        }

        var id = Boreal.Value(await boreal.Portal.Get<CreateQuote>().RunAsync(new CreateQuote.Input(boreal.Client.Id, job), default));

        Assert.Equal("CAD", (await boreal.QuoteAsync(id)).Currency);
    }

    [Theory, EachDatabase]
    public async Task Refuse_WhileSomebodyChangesTheQuote_DoesNotSayItIsAnswered(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 140));
        await boreal.SendAsync(id);
        boreal.Portal.User = new Meddler(boreal, quoteToo: true);

        Assert.Equal(Refusal.Stale, (await boreal.Portal.Get<RefuseQuote>().RunAsync(new RefuseQuote.Input(null, id, "", "trop cher"), default)).Refusal);
    }

    private static ApproveQuote.Input OnBehalf(long quoteId) => new(quoteId, null, [], null, "Marie Roy", null, "", "", "", "par téléphone");

    private static async Task<Result<ApproveQuote.Approved>> ByLinkAsync(Boreal boreal, long id, string secret, string document, string name = "Marie Roy")
    {
        var before = boreal.Portal.User;
        boreal.Portal.User = QuoteScene.Nobody;
        var result = await boreal.Portal.Get<ApproveQuote>().RunAsync(
            new ApproveQuote.Input(id, secret, [], null, name, null, "192.0.2.1", "test", document), default);
        boreal.Portal.User = before;
        return result;
    }

    /// <summary>Changes the job, and the quote where told to, just when an answer has read them: the first time its name is asked.</summary>
    private sealed class Meddler(Boreal boreal, bool quoteToo = false) : ICurrentUser
    {
        private bool done;

        public long? UserId
        {
            get
            {
                if (!done)
                {
                    done = true;
                    using var db = boreal.Portal.Open();
                    db.Jobs.ExecuteUpdate(set => set.SetProperty(j => j.Version, j => j.Version + 1));
                    if (quoteToo)
                    {
                        db.Quotes.ExecuteUpdate(set => set.SetProperty(q => q.Version, q => q.Version + 1));
                    }
                }

                return 1;
            }
        }

        public string Name => "Ada";

        public ClientScope Clients => ClientScope.Everyone;

        public bool Has(string permission) => true;
    }
}
