using Portal.Business.Common;
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
}
