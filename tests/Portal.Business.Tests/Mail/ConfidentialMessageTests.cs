using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Mail;

/// <summary>Messages that hold a personal link.</summary>
public sealed class ConfidentialMessageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Message_Confidential_IsReadByStaffOnlyWhereTheSettingsSaySo(bool shows)
    {
        await using var mail = await MailFixture.StartAsync(settings: o => o.ShowsConfidential = shows);
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with { IsConfidential = true });
        Assert.Equal(shows, (await mail.Portal.Get<ShowMessage>().RunAsync(id, default)).Value.HtmlBody is not null);
        await mail.SendAsync();
        mail.Portal.User = TestUser.Administrator;
        Assert.Equal(shows, (await mail.Portal.Get<ShowMessage>().RunAsync(id, default)).Value.TextBody is not null);
        mail.Portal.User = TestUser.InRole(DefaultRoles.Technician);
        Assert.Equal(Refusal.Forbidden, (await mail.Portal.Get<ShowMessage>().RunAsync(id, default)).Refusal);
    }

    [Fact]
    public async Task Outbox_ConfidentialMessage_LosesItsBodyOnceSent()
    {
        await using var mail = await MailFixture.StartAsync();
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with { IsConfidential = true });
        await mail.SendAsync();
        Assert.Contains("Bonjour", ReadMail.Parse(Assert.Single(mail.Server.Taken).Content).Find("text/plain").Text, StringComparison.Ordinal);
        Assert.Equal(("", ""), ((await mail.FindAsync(id)).HtmlBody, (await mail.FindAsync(id)).TextBody));
    }

    [Fact]
    public async Task Message_ThatDidNotReachEverybody_KeepsItsBodyUntilItDid()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (stage, who) => stage == Stage.Recipient && who == "gone@x.example" ? "550 5.1.1 no such user" : null;
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with { Cc = [new("gone@x.example")], IsConfidential = true });
        await mail.SendAsync();

        mail.Portal.User = TestUser.Administrator;
        Assert.Null((await mail.Portal.Get<ShowMessage>().RunAsync(id, default)).Value.HtmlBody);
        Assert.True((await mail.Portal.Get<CorrectRecipients>().RunAsync(new CorrectedRecipients(id, "a@x.example", "there@x.example", ""), default)).Succeeded);
        await mail.SendAsync();

        Assert.Equal(2, mail.Server.Taken.Count);
        Assert.All(mail.Server.Taken, t => Assert.Contains("Bonjour", ReadMail.Parse(t.Content).Find("text/plain").Text, StringComparison.Ordinal));
        Assert.Equal("", (await mail.FindAsync(id)).HtmlBody);
    }

    [Fact]
    public async Task Message_ThatWasDismissed_LosesItsBody_AndOneWithoutBodyIsNotSentToOthers()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (stage, who) => stage == Stage.Recipient && who == "gone@x.example" ? "550 5.1.1 no such user" : null;
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with { Cc = [new("gone@x.example")], IsConfidential = true });
        var erased = await mail.QueueAsync(MailFixture.Message("a@x.example") with { Cc = [new("gone@x.example")], IsConfidential = true });
        await mail.SendAsync();
        await using (var db = mail.Portal.Open())
        {
            await db.OutgoingMessages.Where(m => m.Id == erased).ExecuteUpdateAsync(set => set.SetProperty(m => m.HtmlBody, "").SetProperty(m => m.TextBody, ""));
        }

        mail.Portal.User = TestUser.Administrator;
        Assert.True((await mail.Portal.Get<DismissAttention>().RunAsync(id, default)).Succeeded);
        Assert.Equal(("", ""), ((await mail.FindAsync(id)).HtmlBody, (await mail.FindAsync(id)).TextBody));
        Assert.Equal("Mail.TextErased", (await mail.Portal.Get<CorrectRecipients>().RunAsync(new CorrectedRecipients(erased, "a@x.example", "there@x.example", ""), default)).Refusal!.Code);
    }
}
