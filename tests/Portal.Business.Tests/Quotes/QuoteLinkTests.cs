using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.PersonalLinks;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Quotes;

public sealed class QuoteLinkTests
{
    [Theory, EachDatabase]
    public async Task Send_QueuesOneMessageWithDocumentAndLink(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 140));

        var secret = await boreal.SendAsync(id);

        await using var db = boreal.Portal.Open();
        var message = await db.OutgoingMessages.SingleAsync();
        Assert.Equal(["To marie@erable.example", "Cc jean@erable.example", "Cc eve@erable.example"], message.Recipients.Select(r => $"{r.Role} {r.Address}"));
        Assert.True(message.IsConfidential);
        Assert.Contains("160,97", message.TextBody, StringComparison.Ordinal);
        var document = await db.StoredDocuments.Include(d => d.Content).SingleAsync();
        Assert.Equal(document.Id, Assert.Single(message.Attachments).DocumentId);
        Assert.Equal("%PDF-", Encoding.ASCII.GetString(document.Content!.Bytes, 0, 5));
        var link = await db.QuoteLinks.SingleAsync();
        Assert.DoesNotContain(secret, link.TokenHash, StringComparison.Ordinal);
        Assert.Equal(43, secret.Length);
        Assert.Equal(QuoteStatus.Sent, (await boreal.QuoteAsync(id)).Status);
    }

    [Theory, EachDatabase]
    public async Task Send_TwiceWithTheSameKey_SendsOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 140));
        var input = new SendQuote.Input(id, await boreal.VersionAsync(id), new LinkMailWishes("double-click", boreal.Client.BillingManagerId, []));

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => boreal.Portal.Get<SendQuote>().RunAsync(input, default))));

        Assert.Single(results, r => r.Succeeded);
        await using var db = boreal.Portal.Open();
        Assert.Equal((1, 1), (await db.OutgoingMessages.CountAsync(), await db.QuoteLinks.CountAsync()));
    }

    [Theory, EachDatabase]
    public async Task Send_WithoutLinesOrLinkInTheMessage_SaysBoth(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync();

        var result = await boreal.Portal.Get<SendQuote>().RunAsync(
            new SendQuote.Input(id, await boreal.VersionAsync(id), new LinkMailWishes("k", boreal.Client.BillingManagerId, [], "Bonjour", "Sans lien {{Inconnu}}")), default);

        Assert.Equal(["Mail.UnknownPlaceholder", "PersonalLinks.MessageWithoutLink", "Quotes.NoLines"], result.Refusals.Select(r => r.Code).Order(StringComparer.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Send_ToAContactOfAnotherClient_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 140));

        var result = await boreal.Portal.Get<SendQuote>().RunAsync(new SendQuote.Input(id, await boreal.VersionAsync(id), new LinkMailWishes("k", 4711, [])), default);

        Assert.Equal(("PersonalLinks.NoRecipient", "ToContactId"), (result.Refusal!.Code, result.Refusal.Field));
    }

    [Theory, EachDatabase]
    public async Task Proposal_FillsEverythingButTheLink(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 140));

        var proposal = Boreal.Value(await boreal.Portal.Get<ProposeQuoteSending>().RunAsync(new ProposeQuoteSending.Input(id), default));

        Assert.Equal(boreal.Client.BillingManagerId, proposal.ToContactId);
        Assert.Contains("{{Quote.Link}}", proposal.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", proposal.Body.Replace("{{Quote.Link}}", "", StringComparison.Ordinal) + proposal.Subject, StringComparison.Ordinal);
        Assert.Contains("Marie Roy", proposal.Body, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Open_MarksViewedOnce_AndRecalculatesTickedOptions(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100), boreal.Line("Garantie", 1, 40, optional: true));
        var secret = await boreal.SendAsync(id);

        var first = Boreal.Value(await boreal.OpenAsync(secret));
        var ticked = Boreal.Value(await boreal.OpenAsync(secret, first.Lines.Single(l => l.IsOptional).Id, 4711));

        Assert.Equal((114.98m, 160.97m), (first.Total, ticked.Total));
        Assert.Equal("Marie Roy", first.Recipient);
        var quote = await boreal.QuoteAsync(id);
        Assert.Equal((QuoteStatus.Viewed, 100m), (quote.Status, quote.Net));
        await using var db = boreal.Portal.Open();
        Assert.Equal(1, await db.TimelineEntries.CountAsync(e => e.What == "Quotes.Viewed"));
    }

    [Theory]
    [EachDatabaseWith("")]
    [EachDatabaseWith("../../etc/passwd")]
    [EachDatabaseWith("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [EachDatabaseWith("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'--")]
    public async Task Open_ByAForeignOrTamperedLink_IsUnknown(DatabaseProvider provider, string secret)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.SendAsync(await boreal.DraftAsync(boreal.Line("Pose", 1, 100)));

        Assert.Equal("PersonalLinks.Unknown", (await boreal.OpenAsync(secret)).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Open_AfterTheLinkWasRevoked_SaysWhomToAsk(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        var secret = await boreal.SendAsync(id);
        var link = Boreal.Value(await boreal.Portal.Get<ShowQuote>().RunAsync(new ShowQuote.Input(id), default)).Links.Single();

        Boreal.Require(await boreal.Portal.Get<RevokeQuoteLink>().RunAsync(new RevokeQuoteLink.Input(link.Id), default));

        var refusal = (await boreal.OpenAsync(secret)).Refusal!;
        Assert.Equal("PersonalLinks.Withdrawn", refusal.Code);
        Assert.Contains("facturation@boreal.example", refusal.Args);
        Assert.Equal("PersonalLinks.Withdrawn", (await RefuseAsync(boreal, secret)).Refusal!.Code);
        Assert.True((await boreal.OpenAsync(await boreal.SendAsync(id, "again"))).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Expire_ByTheCompanysDay_ClosesQuotesThenLinks_AndExtensionOpensBoth(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        var secret = await boreal.SendAsync(id);
        var until = (await boreal.QuoteAsync(id)).ValidUntil;

        boreal.Portal.Clock.Set(boreal.Entity.ToUtc(until, new TimeOnly(23, 59)));
        Assert.Equal(0, await ExpireAsync(boreal));
        boreal.Portal.Clock.Set(boreal.Entity.ToUtc(until.AddDays(1), TimeOnly.MinValue));
        Assert.Equal(1, await ExpireAsync(boreal));
        Assert.Equal(0, await ExpireAsync(boreal));
        Assert.False(Boreal.Value(await boreal.OpenAsync(secret)).CanAnswer);
        Assert.Equal("Quotes.NotOpen", (await RefuseAsync(boreal, secret)).Refusal!.Code);

        boreal.Portal.Clock.Set(boreal.Entity.ToUtc(until.AddDays(31), TimeOnly.MinValue));
        Assert.Equal("PersonalLinks.OutOfTime", (await boreal.OpenAsync(secret)).Refusal!.Code);
        await ExpireAsync(boreal);
        Assert.Equal("PersonalLinks.OutOfTime", (await boreal.OpenAsync(secret)).Refusal!.Code);

        Boreal.Require(await boreal.Portal.Get<ExtendQuoteValidity>().RunAsync(
            new ExtendQuoteValidity.Input(id, await boreal.VersionAsync(id), until.AddDays(60)), default));
        Assert.True(Boreal.Value(await boreal.OpenAsync(secret)).CanAnswer);
        await using var db = boreal.Portal.Open();
        Assert.Equal(2, await db.StoredDocuments.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task Refuse_ByLink_HappensOnceAndIsKept(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        var secret = await boreal.SendAsync(id);
        var sha = Boreal.Value(await boreal.OpenAsync(secret)).DocumentSha256;
        boreal.Portal.User = QuoteScene.Nobody;

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RefuseAsync(boreal, secret))));

        Assert.Single(results, r => r.Succeeded);
        await using var db = boreal.Portal.Open();
        var decision = await db.QuoteDecisions.SingleAsync();
        Assert.Equal((false, "Anne", "Trop cher", "192.0.2.7", sha), (decision.Approved, decision.Name, decision.Reason, decision.IpAddress, decision.DocumentSha256));
        Assert.Equal(QuoteStatus.Refused, (await boreal.QuoteAsync(id)).Status);
    }

    [Theory, EachDatabase]
    public async Task Refuse_ByAnotherClientsUser_FindsNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        await boreal.SendAsync(id);
        boreal.Portal.User = TestUser.OfClients(4711);

        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<RefuseQuote>().RunAsync(new RefuseQuote.Input(null, id, "X", "Y"), default)).Refusal);
        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<ShowQuoteToClient>().RunAsync(new ShowQuoteToClient.Input(id), default)).Refusal);
        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<DownloadQuote>().RunAsync(new DownloadQuote.Input(id), default)).Refusal);
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.True((await boreal.Portal.Get<ShowQuoteToClient>().RunAsync(new ShowQuoteToClient.Input(id), default)).Succeeded);
        Assert.True((await boreal.Portal.Get<DownloadQuote>().RunAsync(new DownloadQuote.Input(id), default)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Download_ByLink_IsTheDocumentThatWasSent_AndThenTheSignedOne(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        var secret = await boreal.SendAsync(id);
        var byStaff = Boreal.Value(await boreal.Portal.Get<DownloadQuote>().RunAsync(new DownloadQuote.Input(id), default));
        boreal.Portal.User = QuoteScene.Nobody;

        var byLink = Boreal.Value(await boreal.Portal.Get<DownloadQuoteByLink>().RunAsync(new DownloadQuoteByLink.Input(secret), default));

        Assert.Equal(byStaff.Bytes, byLink.Bytes);
        await using var db = boreal.Portal.Open();
        var sent = await db.StoredDocuments.SingleAsync(d => d.SubjectId == id && d.Kind == DocumentKinds.Quote);
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new ApproveQuote.Input(id, secret, [], null, "Marie Roy", null, "192.0.2.1", "test", sent.Sha256), default));
        var signed = Boreal.Value(await boreal.Portal.Get<DownloadQuoteByLink>().RunAsync(new DownloadQuoteByLink.Input(secret), default));
        Assert.Contains("Marie Roy", DocumentText.Flat(signed.Bytes), StringComparison.Ordinal);
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.Equal(signed.Bytes, Boreal.Value(await boreal.Portal.Get<DownloadQuote>().RunAsync(new DownloadQuote.Input(id), default)).Bytes);
        boreal.Portal.User = QuoteScene.Nobody;
        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<DownloadQuoteByLink>().RunAsync(new DownloadQuoteByLink.Input(secret, Logo: true), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Refuse_ByLink_IsTheClientsAnswer_WhoeverIsSignedInThere(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.DraftAsync(boreal.Line("Pose", 1, 100));
        var secret = await boreal.SendAsync(id);

        Boreal.Require(await RefuseAsync(boreal, secret));

        await using var db = boreal.Portal.Open();
        var decision = await db.QuoteDecisions.SingleAsync();
        Assert.Equal(("Anne", null, false), (decision.Name, decision.UserId, decision.OnBehalf));
        Assert.Equal("Anne", (await db.TimelineEntries.SingleAsync(e => e.What == "Quotes.Refused")).UserName);
        var trail = await db.AuditEntries.Where(a => a.Subject == nameof(Quote) && a.SubjectId == id).OrderByDescending(a => a.Id).FirstAsync();
        Assert.Equal((null, "Anne"), (trail.UserId, trail.UserName));
    }

    private static Task<Result> RefuseAsync(Boreal boreal, string secret) =>
        boreal.Portal.Get<RefuseQuote>().RunAsync(new RefuseQuote.Input(secret, null, "Anne", "Trop cher", "192.0.2.7", "Test"), default);

    private static async Task<int> ExpireAsync(Boreal boreal) =>
        Boreal.Value(await boreal.Portal.Get<ExpireQuotes>().RunAsync(new ExpireQuotes.Input(), default)).Quotes;
}
