using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Mail;

public sealed class MailTemplateTests
{
    private static readonly MailBrand Brand = new("Nord & Fils", "#ffcc00", "1, rue <Été>");

    [Fact]
    public void Wording_Filled_GivesHtmlAndTextFromOneSource()
    {
        var mail = Compose("Hello **{{Name}}**,\nPO: {{Po}}\n\n- one\n- {{Name}}\n\n[See it]({{Link}})\n\nOr [here]({{Link}}).",
            ("Name", "Zoé <b>"), ("Link", "https://x.example/a?b=1&c=2"));
        Assert.Contains("<strong>Zo&#233; &lt;b&gt;</strong>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("PO:", mail.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://x.example/a?b=1&amp;c=2\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("color:#1b1f24;text-decoration:none\">See it</a>", mail.Html, StringComparison.Ordinal);
        Assert.Equal(
            "Hello Zoé <b>,\n\n- one\n- Zoé <b>\n\nSee it: https://x.example/a?b=1&c=2\n\nOr here: https://x.example/a?b=1&c=2.\n\n--\nNord & Fils\n1, rue <Été>\n",
            mail.Text);
    }

    [Theory]
    [InlineData("fr-CA", "Lire le contrat\u00a0: https://x.example/")]
    [InlineData("fr-FR", "Lire le contrat\u00a0: https://x.example/")]
    [InlineData("en-CA", "Lire le contrat: https://x.example/")]
    public void LabelOfALinkInPlainText_HasTheColonOfItsLanguage(string language, string expected) => Assert.StartsWith(
        expected, MailComposer.Compose(language, "s", "[Lire le contrat]({{Link}})", Brand, new Dictionary<string, string?> { ["Link"] = "https://x.example/" }).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("{{Link}}")]
    [InlineData("")]
    public void Wording_ValueThatIsNoWebAddress_BecomesNoLink(string value)
    {
        var mail = Compose("[Pay]({{Link}}) {{Name}}", ("Link", value), ("Name", "**[x](https://evil.example)** {{Link}}"));
        Assert.DoesNotContain("href", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<strong>", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr-CA", "Bonjour")]
    [InlineData("fr-FR", "Bonjour")]
    [InlineData("fr", "Bonjour")]
    [InlineData("en-CA", "Hello")]
    [InlineData("de", "Hello")]
    public async Task Composer_ByLanguage_TakesTheNearestWording(string language, string expected)
    {
        await using var portal = await TestPortal.StartAsync(DatabaseProvider.Sqlite);
        await using var db = portal.Open();
        var mail = await portal.Get<MailComposer>().ComposeAsync(db, "mail.test", language, Brand, new Dictionary<string, string?>(), default);
        Assert.Contains(expected, mail.Text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Wording_Own_IsUsedUntilReset(DatabaseProvider provider)
    {
        await using var portal = await TestPortal.StartAsync(provider);
        var saved = await portal.Get<SaveMailTemplate>().RunAsync(new MailWording("mail.test", "fr-CA", "Essai {{Company.Name}}", "Salut {{Person.Name}}", null), default);
        Assert.True(saved.Succeeded);
        Assert.Equal("Essai Nord & Fils", (await ComposeAsync(portal)).Subject);

        Assert.Equal(Refusal.Stale, (await portal.Get<SaveMailTemplate>().RunAsync(new MailWording("mail.test", "fr-CA", "x", "y", null), default)).Refusal);
        Assert.True((await portal.Get<SaveMailTemplate>().RunAsync(new MailWording("mail.test", "fr-CA", "Encore", "y", 0), default)).Succeeded);
        Assert.Equal("Encore", (await ComposeAsync(portal)).Subject);
        Assert.Equal(["fr-CA"], (await portal.Get<ListMailTemplates>().RunAsync(default)).Value.Single(k => k.Kind == "mail.test").OwnLanguages);

        Assert.True((await portal.Get<ResetMailTemplate>().RunAsync(new WhichTemplate("mail.test", "fr-CA"), default)).Succeeded);
        Assert.StartsWith("Message d’essai", (await ComposeAsync(portal)).Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "y", "Mail.SubjectMissing")]
    [InlineData("a\nb", "y", "Mail.SubjectOneLine")]
    [InlineData("a", " ", "Mail.BodyMissing")]
    [InlineData("{{Client.Name}}", "y", "Mail.UnknownPlaceholder")]
    [InlineData("a", "x {{ }} y", "Mail.UnknownPlaceholder")]
    [InlineData("a", "[pay]({{Nope}})", "Mail.UnknownPlaceholder")]
    [InlineData("a", "x {{Person.Name y", "Mail.OpenBraces")]
    [InlineData("a", "x }} y", "Mail.OpenBraces")]
    public async Task Wording_ThatCouldNotBeFilled_IsRefused(string subject, string body, string code)
    {
        await using var portal = await TestPortal.StartAsync(DatabaseProvider.Sqlite);
        var saved = await portal.Get<SaveMailTemplate>().RunAsync(new MailWording("mail.test", "en", subject, body, null), default);
        Assert.Equal(code, Assert.Single(saved.Refusals).Code);
        Assert.DoesNotContain("Mail.", portal.Get<RefusalTexts>().Say(saved.Refusal!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kinds_All_HaveTheirTextsInEveryLanguageAndValidWordings()
    {
        await using var portal = await TestPortal.StartAsync(DatabaseProvider.Sqlite);
        foreach (var kind in portal.Get<MailKinds>().All)
        {
            Assert.NotEqual("", kind.Title(CultureInfo.GetCultureInfo("fr-CA")));
            foreach (var language in MailLanguages.All)
            {
                var saved = await portal.Get<SaveMailTemplate>().RunAsync(
                    new MailWording(kind.Name, language, kind.DefaultSubject(language), kind.DefaultBody(language), null), default);
                Assert.True(saved.Succeeded, $"{kind.Name} {language}: {saved.Refusal?.Code} {string.Join(',', saved.Refusal?.Args ?? [])}");
            }

            Assert.NotEqual(kind.DefaultBody("en"), kind.DefaultBody("fr-CA"));
        }
    }

    [Fact]
    public async Task TestMessage_Sent_SaysWhatTheServerAnswered()
    {
        await using var mail = await MailFixture.StartAsync();
        var sent = await mail.Portal.Get<SendTestMessage>().RunAsync(new TestMessage("me@x.example", "fr-CA"), default);
        Assert.Equal((MessageState.Sent, "250 2.0.0 queued as 1"), (sent.Value.State, sent.Value.Answer));
        mail.Server.Answer = (stage, _) => stage == Stage.Content ? "554 5.7.1 no" : null;
        sent = await mail.Portal.Get<SendTestMessage>().RunAsync(new TestMessage("me@x.example", "fr-CA"), default);
        Assert.Equal((MessageState.Failed, "554 5.7.1 no"), (sent.Value.State, sent.Value.Answer));
        Assert.Equal("Mail.BadAddress", (await mail.Portal.Get<SendTestMessage>().RunAsync(new TestMessage("me", "fr-CA"), default)).Refusal?.Code);
    }

    [Theory]
    [InlineData("a@x.example", true)]
    [InlineData(" a.b+c@x.example ", true)]
    [InlineData("zoé@café.example", true)]
    [InlineData("a@x", false)]
    [InlineData("a b@x.example", false)]
    [InlineData("a@x.example\r\nBcc: b@x.example", false)]
    [InlineData("<a@x.example>", false)]
    [InlineData("a@@x.example", false)]
    [InlineData(".a@x.example", false)]
    [InlineData("a@-x-.example", false)]
    [InlineData("", false)]
    public void Address_Typed_IsReadOrRefused(string typed, bool isGood) => Assert.Equal(isGood, EmailAddress.IsValid(typed));

    private static ComposedMail Compose(string body, params (string Name, string Value)[] values) =>
        MailComposer.Compose("en", "Subject", body, Brand, values.ToDictionary(v => v.Name, v => (string?)v.Value));

    private static async Task<ComposedMail> ComposeAsync(TestPortal portal)
    {
        await using var db = portal.Open();
        return await portal.Get<MailComposer>().ComposeAsync(db, "mail.test", "fr-CA", Brand, new Dictionary<string, string?>(), default);
    }
}
