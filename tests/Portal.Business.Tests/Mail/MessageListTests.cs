using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;

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
