using System.Text;
using Portal.Business.Helpdesk.Incoming;

namespace Portal.Business.Tests.Helpdesk;

public sealed class MailReaderTests
{
    private static MailLetter Read(string message) => MailReader.Read(Encoding.Latin1.GetBytes(message.ReplaceLineEndings("\r\n")), isCut: false);

    [Theory]
    [InlineData("Merci.\n\nOn Mon, Mar 2, 2026 at 10:00 AM Help <a@b.example> wrote:\n> Try again\n> please", "Merci.")]
    [InlineData("Merci.\n\nLe lun. 2 mars 2026 à 10:00, Assistance de\nl’Atelier <a@b.example> a écrit :\n\n> Essayez", "Merci.")]
    [InlineData("Merci.\n\n-----Message d'origine-----\nDe : a@b.example\nEssayez", "Merci.")]
    [InlineData("Merci.\n\nDe : Assistance\nEnvoyé : lundi\nÀ : Marie\nObjet : x\n\nEssayez", "Merci.")]
    [InlineData("> Essayez\n\nD’accord.\n\n> Encore\n\nNon.", "> Essayez\n\nD’accord.\n\n> Encore\n\nNon.")]
    [InlineData("> Essayez", "> Essayez")]
    [InlineData("De : rien.", "De : rien.")]
    public void Quote_Below_IsFolded_AndAnswersBetweenTheLinesStay(string text, string written) => Assert.Equal(written, QuotedText.Split(text).Text);

    [Fact]
    public void Html_BecomesText_WithoutScripts()
    {
        var text = HtmlToText.Convert("<html><head><title>x</title><style>p{}</style></head><body><p>Bonjour&nbsp;&amp; <b>merci</b></p><ul><li>un<li>deux</ul><script>alert('x')</script>"
            + "<a href=\"https://evil.example/login\">votre banque</a><a href=\"javascript:alert(1)\">ici</a><br>fin<blockquote>cité<br>encore</blockquote></body></html>");

        Assert.Equal("Bonjour & merci\n- un\n- deux\nvotre banque (https://evil.example/login)ici\nfin\n> cité\n> encore", MailReader.Clean(text).Replace('\u00a0', ' '));
    }

    [Fact]
    public void Html_OfTensOfThousandsOfQuotes_StaysAsLargeAsItCame()
    {
        var html = string.Concat(Enumerable.Repeat("<blockquote>", 50_000)) + string.Concat(Enumerable.Repeat("<br>", 200_000)) + "fin";

        var text = HtmlToText.Convert(html);

        Assert.EndsWith("\n>>>>> fin", text, StringComparison.Ordinal);
        Assert.True(text.Length < 2 * html.Length);
    }

    [Fact]
    public void Headers_ThatAreHostile_AreTakenAsTextOnly()
    {
        var letter = Read("From: \"Marie\u0007 =?utf-8?q?=E2=80=AEmoc=0D=0ABcc:_x?=\" <MARIE@erable.example>\nTo: aide@boreal.example\nSubject: =?utf-8?b?w4l0w6kgw6AgTGHvu78=?= =?iso-8859-1?q?=E9?=\n"
            + "Message-ID: <bad id@x>\nIn-Reply-To: <ok@x.example> <also@x.example>\nReferences: <evil\"@x>\n\nBonjour\u0001 \u0007là");

        Assert.Equal(("marie@erable.example", "Été à Laé"), (letter.FromAddress, letter.Subject));
        Assert.DoesNotContain(letter.FromName, c => char.IsControl(c) || c == '\u202e');
        Assert.DoesNotContain(letter.Text, c => c < ' ');
        Assert.All(letter.Answers, id => Assert.DoesNotContain(id, c => c is ' ' or '"' or '<'));
        Assert.Null(letter.MailId);
    }

    [Theory]
    [InlineData("Subject: x\n\nBonjour")]
    [InlineData("From: a@b.example, c@d.example\n\nBonjour")]
    [InlineData("From: not an address\n\nBonjour")]
    [InlineData("")]
    [InlineData("complete nonsense")]
    public void Message_WithoutOneSender_IsMalformed(string message) => Assert.Equal(MailReason.Malformed, Read(message).Reason);

    [Fact]
    public void Report_OfAMailThatDidNotArrive_NamesIt()
    {
        var letter = Read("From: postmaster@x.example\nTo: aide@boreal.example\nSubject: Undelivered\nMessage-ID: <r@x.example>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            + "--b\nContent-Type: text/plain\n\nSorry\n--b\nContent-Type: message/delivery-status\n\nAction: failed\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <ours@boreal.example>\nSubject: x\n--b--\n");

        Assert.Equal(MailReason.Bounce, letter.Reason);
        Assert.Contains("ours@boreal.example", letter.Answers);
        Assert.Empty(letter.Files);
    }

    [Fact]
    public void Text_LongerThanAMessageOfATicket_IsCut_AndKeptWholeAsAFile()
    {
        var letter = Read("From: a@b.example\nMessage-ID: <x@b.example>\n\n" + string.Join('\n', Enumerable.Repeat("Une ligne de journal.", 2000)));

        Assert.True(letter.Text.Length <= 20000);
        Assert.Equal("message.txt", Assert.Single(letter.Files).Name);
    }

    [Fact]
    public void Mail_AttachedToAnother_IsKeptAsItsWordsAndFiles()
    {
        var letter = Read("From: a@b.example\nMessage-ID: <x@b.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nVoir ci-joint.\n--b\nContent-Type: message/rfc822\n\n"
            + "From: Zoé <zoe@c.example>\nSubject: Panne\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/plain\n\nLe bac est coincé.\n--c\nContent-Type: text/plain; name=note.txt\n"
            + "Content-Disposition: attachment; filename=note.txt\n\nModèle 1600\n--c--\n--b--\n");

        Assert.Equal("Voir ci-joint.", letter.Text);
        Assert.Equal(["Panne.txt", "note.txt"], letter.Files.Select(f => f.Name));
        var words = Encoding.UTF8.GetString(letter.Files[0].Bytes);
        Assert.Contains("zoe@c.example", words, StringComparison.Ordinal);
        Assert.EndsWith("Le bac est coincé.\n", words, StringComparison.Ordinal);
    }

    // Whatever bytes come, a letter comes out: seeds are fixed, so a failure is found again.
    [Fact]
    public void Bytes_OfAnyKind_AreReadWithoutAnException()
    {
        var sample = Encoding.UTF8.GetBytes(("From: =?utf-8?q?=C3=89ve?= <eve@erable.example>\nTo: aide@boreal.example\nSubject: =?utf-8?b?w4l0w6k=?=\nMessage-ID: <s@x.example>\nReferences: <a@b> <c@d>\nMIME-Version: 1.0\n"
            + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/plain; charset=utf-7\n\nBonjour +AOk-\n--c\nContent-Type: text/html; charset=nonsense\n\n<p>Bonjour<blockquote>x\n--c--\n"
            + "--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgAAAAA=\n--b\nContent-Type: message/rfc822\n\nSubject: y\n\nz\n--b--\n").ReplaceLineEndings("\r\n"));
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = (byte[])sample.Clone();
            for (var change = random.Next(1, 12); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var cut = bytes[..random.Next(bytes.Length + 1)];
            var letter = MailReader.Read(cut, isCut: false);
            Assert.True(letter.Text.Length <= 20000 && letter.Subject.Length <= 200 && letter.FromName.Length <= 200 && letter.Quoted.Length <= 20000);
        }
    }
}
