using System.Text;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;

namespace Portal.Business.Tests.Mail;

/// <summary>The dialogue with a mail server that refuses, hangs, drops and lies.</summary>
public sealed class SmtpTests
{
    [Theory]
    [InlineData(Stage.Greeting)]
    [InlineData(Stage.Hello)]
    [InlineData(Stage.MailFrom)]
    [InlineData(Stage.Recipient)]
    [InlineData(Stage.Data)]
    [InlineData(Stage.Content)]
    public async Task Server_Hangs_MessageIsPutOff(Stage stage)
    {
        await using var mail = await MailFixture.StartAsync(settings: o => o.Smtp.CommandTimeoutSeconds = 1);
        mail.Server.HangsAt = stage;
        await PutOffThenSentAsync(mail, () => mail.Server.HangsAt = null);
    }

    [Theory]
    [InlineData(Stage.Greeting)]
    [InlineData(Stage.Hello)]
    [InlineData(Stage.MailFrom)]
    [InlineData(Stage.Recipient)]
    [InlineData(Stage.Data)]
    [InlineData(Stage.Content)]
    public async Task Server_DropsTheConnection_MessageIsPutOff(Stage stage)
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.DropsAt = stage;
        await PutOffThenSentAsync(mail, () => mail.Server.DropsAt = null);
    }

    [Theory]
    [InlineData(Stage.Greeting, "421 4.3.2 going down", MessageState.Queued)]
    [InlineData(Stage.Greeting, "554 5.7.1 not you", MessageState.Queued)]
    [InlineData(Stage.Hello, "550 5.7.1 who?", MessageState.Queued)]
    [InlineData(Stage.MailFrom, "530 5.7.0 sign in first", MessageState.Queued)]
    [InlineData(Stage.MailFrom, "451 4.3.0 later", MessageState.Queued)]
    [InlineData(Stage.MailFrom, "550 5.7.1 sender refused", MessageState.Failed)]
    [InlineData(Stage.Recipient, "450 4.2.0 later", MessageState.Queued)]
    [InlineData(Stage.Recipient, "550 5.1.1 unknown", MessageState.Failed)]
    [InlineData(Stage.Data, "451 4.3.0 later", MessageState.Queued)]
    [InlineData(Stage.Data, "554 5.5.1 no", MessageState.Failed)]
    [InlineData(Stage.Content, "452 4.3.1 disk full", MessageState.Queued)]
    [InlineData(Stage.Content, "554 5.7.1 spam", MessageState.Failed)]
    public async Task Server_Refuses_TheAnswerIsKept(Stage stage, string answer, MessageState expected)
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (at, _) => at == stage ? answer : null;
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));
        await mail.SendAsync();
        var message = await mail.FindAsync(id);
        Assert.Equal(expected, message.State);
        Assert.Contains(answer, message.LastAnswer, StringComparison.Ordinal);
        Assert.Empty(mail.Server.Taken);
    }

    [Fact]
    public async Task Server_IsNotThere_MessagesWaitWithoutLosingTheirAttempts()
    {
        await using var mail = await MailFixture.StartAsync(settings: o => (o.Smtp.Port, o.Parallel) = (1, 1));
        var first = await mail.QueueAsync(MailFixture.Message("a@x.example"));
        var second = await mail.QueueAsync(MailFixture.Message("b@x.example"));
        Assert.Equal(new OutboxRun(0, 1, 0), await mail.SendAsync());
        Assert.Equal((1, 0), ((await mail.FindAsync(first)).Attempts, (await mail.FindAsync(second)).Attempts));
    }

    [Fact]
    public async Task Server_TakesTheMessageAndDropsBeforeItsAnswer_SameMessageIdIsSentAgain()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.DropsAfterContent = true;
        await PutOffThenSentAsync(mail, () => mail.Server.DropsAfterContent = false);
        Assert.Equal(2, mail.Server.Taken.Count);
        Assert.Equal(mail.Server.Taken.First().Content, mail.Server.Taken.Last().Content);
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN")]
    [InlineData("AUTH LOGIN")]
    public async Task StartTls_WithTrustedCertificateAndSignIn_SendsEncrypted(string offer)
    {
        await using var mail = await MailFixture.StartAsync(settings: o => (o.Smtp.Security, o.Smtp.UserName, o.Smtp.Password) = (SmtpSecurity.StartTls, "zoé", "sésame"));
        (mail.Server.OffersTls, mail.Server.SignInOffer) = (true, offer);
        Trust(mail);
        await mail.QueueAsync(MailFixture.Message("a@x.example"));
        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        var taken = Assert.Single(mail.Server.Taken);
        Assert.True(taken.WasEncrypted);
        Assert.Equal("zoé", taken.UserName);
    }

    [Fact]
    public async Task Tls_FromTheFirstByte_SendsEncrypted()
    {
        await using var mail = await MailFixture.StartAsync(settings: o => o.Smtp.Security = SmtpSecurity.Tls);
        mail.Server.IsTlsFromStart = true;
        Trust(mail);
        await mail.QueueAsync(MailFixture.Message("a@x.example"));
        await mail.SendAsync();
        Assert.True(Assert.Single(mail.Server.Taken).WasEncrypted);
    }

    [Fact]
    public async Task StartTls_UnknownCertificate_SendsNothing()
    {
        await using var mail = await MailFixture.StartAsync(settings: o => o.Smtp.Security = SmtpSecurity.StartTls);
        mail.Server.OffersTls = true;
        await NothingSentAsync(mail);
    }

    [Fact]
    public async Task StartTls_NotOffered_SendsNothing()
    {
        await using var mail = await MailFixture.StartAsync(settings: o => o.Smtp.Security = SmtpSecurity.StartTls);
        Assert.Contains("STARTTLS", await NothingSentAsync(mail), StringComparison.Ordinal);
        Assert.DoesNotContain(mail.Server.Commands, c => c.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartTls_AnswerInjectedInTheClear_SendsNothing()
    {
        await using var mail = await MailFixture.StartAsync(settings: o => o.Smtp.Security = SmtpSecurity.StartTls);
        (mail.Server.OffersTls, mail.Server.InjectsBeforeTls) = (true, true);
        Trust(mail);
        await NothingSentAsync(mail);
    }

    [Fact]
    public async Task SignIn_WrongPassword_PutsOffAndSaysSo()
    {
        await using var mail = await MailFixture.StartAsync(settings: o => (o.Smtp.UserName, o.Smtp.Password) = ("zoe", "wrong"));
        mail.Server.SignInOffer = "AUTH PLAIN";
        var answer = await NothingSentAsync(mail);
        Assert.Contains("535 5.7.8 wrong password", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong\0", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_KnowsOnlyHelo_TakesTheMessage()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.IsOld = true;
        await mail.QueueAsync(MailFixture.Message("a@x.example"));
        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
    }

    [Fact]
    public async Task Message_LargerThanTheServerTakes_FailsWithoutBeingSent()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Size = 1000;
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with { Content = new("x", new string('x', 2000), "x", "en") });
        await mail.SendAsync();
        Assert.Equal(MessageState.Failed, (await mail.FindAsync(id)).State);
        Assert.DoesNotContain("DATA", mail.Server.Commands);
    }

    [Fact]
    public async Task Addresses_WithAccents_GoOutAsTheServerCanTakeThem()
    {
        await using var mail = await MailFixture.StartAsync();
        var id = await mail.QueueAsync(MailFixture.Message("info@café-été.example", "zoé@x.example"));
        await mail.SendAsync();
        Assert.Equal("info@" + new System.Globalization.IdnMapping().GetAscii("café-été.example"), Assert.Single(Assert.Single(mail.Server.Taken).Recipients));
        Assert.Equal("Attention.PartlyRefused", (await mail.FindAsync(id)).Attention);

        mail.Server.OffersUtf8 = true;
        await mail.QueueAsync(MailFixture.Message("zoé@x.example"));
        await mail.SendAsync();
        Assert.Equal(["zoé@x.example"], mail.Server.Taken.Last().Recipients);
    }

    [Fact]
    public async Task Message_WithAwkwardContent_ArrivesAsItWasWritten()
    {
        await using var mail = await MailFixture.StartAsync();
        var text = ".\n..two\n\nend with space \nété œuvre — “quoted” 😀 = sign\n" + new string('é', 500) + "\n" + new string('x', 3000) + "\n.";
        const string Subject = "Réf. 12 : « devis » accepté — très très long objet qui ne tient sûrement pas sur une seule ligne d’en-tête, 😀😀😀";
        await mail.QueueAsync(MailFixture.Message() with
        {
            Content = new(Subject + "\r\nBcc: evil@x.example", $"<p>{text}</p>", text, "fr-CA"),
            To = [new("a@x.example", "Zoé \"la, vraie\" <b@x.example>\r\nX-Evil: 1"), new("b@x.example", "Smith, John")],
            ReplyTo = new("r@x.example", "Répondre"),
            Attachments =
            [
                MailAttachment.Of(new Business.Documents.DocumentFile("a\"b\r\nX: 1;.txt", "text/plain\r\nX-Evil: 2", Encoding.UTF8.GetBytes("hi"))),
                MailAttachment.Of(new Business.Documents.DocumentFile(new string('é', 80) + " 100%.pdf", "application/pdf", [1, 2, 3])),
                MailAttachment.Of(new Business.Documents.DocumentFile("v.ics", "text/calendar; charset=utf-8; method=CANCEL", [4])),
            ],
        });
        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());

        var read = ReadMail.Parse(Assert.Single(mail.Server.Taken).Content);
        Assert.Equal(Subject + " Bcc: evil@x.example", read.Subject);
        Assert.DoesNotContain("X-Evil", read.Headers.Keys);
        Assert.DoesNotContain("Bcc", read.Headers.Keys);
        Assert.EndsWith("<a@x.example>, \"Smith, John\" <b@x.example>", read.Headers["To"], StringComparison.Ordinal);
        Assert.Equal("Répondre <r@x.example>", ReadMail.Words(read.Headers["Reply-To"]));
        Assert.Equal(text, read.Find("text/plain").Text.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Contains(text, read.Find("text/html").Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal("multipart/mixed", read.Type);
        Assert.Equal("multipart/alternative", read.Parts[0].Type);
        Assert.Equal([1, 2, 3], read.Attachments().Single(a => a.FileName == new string('é', 80) + " 100%.pdf").Body);
        Assert.Equal("application/octet-stream", read.Attachments().First().Type);
        Assert.Equal("text/calendar; charset=utf-8; method=CANCEL", read.Attachments().Last().Headers["Content-Type"]);
    }

    private static void Trust(MailFixture mail) =>
        mail.Portal.Get<Microsoft.Extensions.Options.IOptions<MailOptions>>().Value.Smtp.TrustedCertificate = mail.Server.Fingerprint;

    private static async Task PutOffThenSentAsync(MailFixture mail, Action mend)
    {
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));
        Assert.Equal(new OutboxRun(0, 1, 0), await mail.SendAsync());
        var message = await mail.FindAsync(id);
        Assert.Equal(MessageState.Queued, message.State);
        Assert.NotEqual("", message.LastAnswer);
        mend();
        mail.Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        Assert.Equal($"<{message.MessageId}>", ReadMail.Parse(mail.Server.Taken.Last().Content).Headers["Message-ID"]);
    }

    private static async Task<string> NothingSentAsync(MailFixture mail)
    {
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));
        Assert.Equal(new OutboxRun(0, 1, 0), await mail.SendAsync());
        Assert.Empty(mail.Server.Taken);
        return (await mail.FindAsync(id)).LastAnswer;
    }
}
