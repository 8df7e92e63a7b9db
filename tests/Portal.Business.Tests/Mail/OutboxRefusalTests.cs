using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Mail;

/// <summary>What the outbox does when the server, or the message itself, says no.</summary>
public sealed class OutboxRefusalTests
{
    [Fact]
    public async Task Outbox_NobodyToSendTo_HoldsTheMessageAndSendsTheOthers()
    {
        await using var mail = await MailFixture.StartAsync();
        var nobody = await mail.QueueAsync(MailFixture.Message());
        var wrong = await mail.QueueAsync(MailFixture.Message("not an address"));
        var injecting = await mail.QueueAsync(MailFixture.Message("a@x.example>\r\nRCPT TO:<b@x.example"));
        await mail.QueueAsync(MailFixture.Message("a@x.example"));

        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        Assert.Equal((MessageState.Held, "Attention.NoRecipient"), await mail.StateAsync(nobody));
        Assert.Equal((MessageState.Held, "Attention.BadAddress"), await mail.StateAsync(wrong));
        Assert.Equal((MessageState.Held, "Attention.BadAddress"), await mail.StateAsync(injecting));
    }

    [Fact]
    public async Task Outbox_TemporaryRefusals_WaitLongerEachTimeThenFail()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (stage, _) => stage == Stage.Content ? "451 4.3.0 later please" : null;
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));

        foreach (var delay in OutgoingMessage.Delays)
        {
            Assert.Equal(new OutboxRun(0, 1, 0), await mail.SendAsync());
            mail.Portal.Clock.Advance(delay - TimeSpan.FromSeconds(1));
            Assert.Equal(new OutboxRun(0, 0, 0), await mail.SendAsync());
            mail.Portal.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(new OutboxRun(0, 0, 1), await mail.SendAsync());
        var message = await mail.FindAsync(id);
        Assert.Equal((MessageState.Failed, "Attention.Failed"), (message.State, message.Attention));
        Assert.Equal(7, message.Events.Count);
        Assert.All(message.Events, e => Assert.Equal("451 4.3.0 later please", e.Answer));

        mail.Server.Answer = (_, _) => null;
        mail.Portal.User = TestUser.Administrator;
        Assert.True((await mail.Portal.Get<SendMessageNow>().RunAsync(id, default)).Succeeded);
        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        Assert.Equal((MessageState.Sent, null), await mail.StateAsync(id));
    }

    [Fact]
    public async Task Outbox_OneRecipientRefused_SendsToTheOthersAndAsksForAttention()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (stage, who) => stage == Stage.Recipient && who == "gone@x.example" ? "550 5.1.1 no such user" : null;
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with { Cc = [new("gone@x.example")] });

        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        var message = await mail.FindAsync(id);
        Assert.Equal((MessageState.Sent, "Attention.PartlyRefused"), (message.State, message.Attention));
        Assert.Equal((RecipientState.Refused, "550 5.1.1 no such user"), (message.Recipients[1].State, message.Recipients[1].Answer));

        mail.Portal.User = TestUser.Administrator;
        var corrected = await mail.Portal.Get<CorrectRecipients>().RunAsync(new CorrectedRecipients(id, "a@x.example", "there@x.example", ""), default);
        Assert.True(corrected.Succeeded);
        await mail.SendAsync();
        Assert.Equal([["a@x.example"], ["there@x.example"]], mail.Server.Taken.Select(t => t.Recipients));
        Assert.Single(mail.Server.Taken.Select(t => ReadMail.Parse(t.Content).Headers["Message-ID"]).Distinct());
        Assert.Equal((MessageState.Sent, null), await mail.StateAsync(id));
    }

    [Fact]
    public async Task Outbox_OneRecipientPutOff_TriesThatOneAgain()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (stage, who) => stage == Stage.Recipient && who == "grey@x.example" ? "450 4.2.0 greylisted" : null;
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example", "grey@x.example"));

        Assert.Equal(new OutboxRun(0, 1, 0), await mail.SendAsync());
        Assert.Equal(["a@x.example"], Assert.Single(mail.Server.Taken).Recipients);
        mail.Server.Answer = (_, _) => null;
        mail.Portal.Clock.Advance(TimeSpan.FromMinutes(2));
        await mail.SendAsync();
        Assert.Equal(["grey@x.example"], mail.Server.Taken.Last().Recipients);
        Assert.Equal((MessageState.Sent, null), await mail.StateAsync(id));
    }

    [Fact]
    public async Task Outbox_MessageRefusedForGood_FailsAtOnceAndBlocksNobody()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (stage, who) => stage == Stage.MailFrom && who.StartsWith("bad", StringComparison.Ordinal) ? "553 5.1.8 no" : null;
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with { From = new("bad@x.example") });
        for (var i = 0; i < 30; i++)
        {
            await mail.QueueAsync(MailFixture.Message($"user{i}@x.example"));
        }

        Assert.Equal(new OutboxRun(30, 0, 1), await mail.SendAsync());
        Assert.Equal((MessageState.Failed, "Attention.Failed"), await mail.StateAsync(id));
    }
}
