using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Mail;

/// <summary>Finding messages again, and cleaning them up.</summary>
public sealed class MessageListTests
{
    [Fact]
    public async Task List_FilteredAndSearched_FindsTheMessage()
    {
        await using var mail = await MailFixture.StartAsync();
        await mail.QueueAsync(MailFixture.Message("zoe@x.example"));
        var held = await mail.QueueAsync(MailFixture.Message() with { Cc = [new("b@x.example", "Béatrice Côté")] });
        var list = mail.Portal.Get<ListMessages>();
        Assert.Equal(2, (await list.RunAsync(new MessageFilter(), default)).Value.Total);
        Assert.Equal(held, Assert.Single((await list.RunAsync(new MessageFilter { NeedsAttention = true }, default)).Value.Rows).Id);
        Assert.Equal(held, Assert.Single((await list.RunAsync(new MessageFilter { Search = "beatrice cote" }, default)).Value.Rows).Id);
        Assert.Single((await list.RunAsync(new MessageFilter { State = MessageState.Queued, Kind = "test", Search = "ZOE" }, default)).Value.Rows);
        Assert.Empty((await list.RunAsync(new MessageFilter { Kind = "other" }, default)).Value.Rows);
    }

    [Theory, EachDatabase]
    public async Task FailedMessages_SentAgainByTwoAtOnce_GoOutOnce(DatabaseProvider provider)
    {
        await using var mail = await MailFixture.StartAsync(provider);
        mail.Server.Answer = (stage, _) => stage == Stage.Recipient ? "550 5.1.1 no such user" : null;
        var failed = new List<long> { await mail.QueueAsync(MailFixture.Message("a@x.example")), await mail.QueueAsync(MailFixture.Message("b@x.example")) };
        await mail.SendAsync();
        Assert.All(await Task.WhenAll(failed.Select(mail.StateAsync)), s => Assert.Equal(MessageState.Failed, s.State));
        mail.Server.Answer = (_, _) => null;
        var waiting = await mail.QueueAsync(MailFixture.Message("c@x.example"));

        mail.Portal.User = TestUser.With(Permissions.MailView);
        Assert.Equal(Refusal.Forbidden, (await mail.Portal.Get<SendFailedMessages>().RunAsync(new(failed), default)).Refusal);
        mail.Portal.User = TestUser.With(Permissions.MailView, Permissions.MailManage);
        Assert.Equal(new SendFailedMessages.Answer(0, 1), Boreal.Value(await mail.Portal.Get<SendFailedMessages>().RunAsync(new([], new MessageFilter { Search = "c@x.example" }), default)));
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => mail.Portal.Get<SendFailedMessages>().RunAsync(new([], new MessageFilter()), default))));

        Assert.Equal(2, runs.Sum(r => r.Value.Done));
        Assert.Equal(3, (await mail.SendAsync()).Sent);
        Assert.All(await Task.WhenAll(failed.Append(waiting).Select(mail.StateAsync)), s => Assert.Equal(MessageState.Sent, s.State));
        Assert.Equal(3, mail.Server.Taken.Count);
    }

    [Fact]
    public async Task CleanUp_OldMessages_GoesButKeepsWhatMustNotGoTwice()
    {
        await using var mail = await MailFixture.StartAsync(settings: o => o.KeepDays = 30);
        await mail.QueueAsync(MailFixture.Message("a@x.example"));
        var once = await mail.QueueAsync(MailFixture.Message("a@x.example") with { DedupeKey = "once" });
        var failed = await mail.QueueAsync(MailFixture.Message());
        await mail.SendAsync();
        mail.Portal.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(1, (await mail.Portal.Get<CleanUpMessages>().RunAsync(default)).Value);
        Assert.Equal("", (await mail.FindAsync(once)).HtmlBody);
        Assert.NotEqual("", (await mail.FindAsync(failed)).HtmlBody);
    }
}
