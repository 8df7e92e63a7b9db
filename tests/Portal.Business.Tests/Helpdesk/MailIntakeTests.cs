using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

/// <summary>How mails are read in: what waits for a person, what is left out, and that nothing is lost or taken twice.</summary>
public sealed class MailIntakeTests
{
    [Theory, EachDatabase]
    public async Task Team_WithTheAddressOfAnother_IsRefused_UnlessThatOneRests(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var second = new SaveHelpdeskTeam.Input(null, scene.Boreal.Entity.Id, 0, "Autre", MailScene.TeamAddress.ToUpperInvariant(), true, true, "", 1, true, null, null);
        Assert.Equal("Helpdesk.EmailTaken", (await scene.Portal.Get<SaveHelpdeskTeam>().RunAsync(second, default)).Refusal!.Code);

        var first = Boreal.Value(await scene.Portal.Get<ListHelpdeskTeams>().RunAsync(scene.Boreal.Entity.Id, default)).Single();
        Boreal.Value(await scene.Portal.Get<SaveHelpdeskTeam>().RunAsync(new(scene.TeamId, scene.Boreal.Entity.Id, first.Version, "Assistance", MailScene.TeamAddress, true, true, "", 1, true, 60, 480, IsActive: false), default));
        Boreal.Value(await scene.Portal.Get<SaveHelpdeskTeam>().RunAsync(second, default));
    }

    [Theory, EachDatabase]
    public async Task Mail_ThatNobodyCanPlace_WaitsOrIsLeftOut_WithTheReason(DatabaseProvider provider)
    {
        (string From, string To, string Header, MailReason Reason)[] rows =
        [
            ("stranger@x.example", MailScene.TeamAddress, "", MailReason.UnknownSender),
            ("marie@erable.example", "info@boreal.example", "", MailReason.UnknownTeam),
            ("marie@erable.example", MailScene.TeamAddress, "Auto-Submitted: auto-replied\n", MailReason.AutomaticReply),
            ("marie@erable.example", MailScene.TeamAddress, "Precedence: bulk\n", MailReason.MailingList),
            ("marie@erable.example", MailScene.TeamAddress, "List-Id: <news.erable.example>\n", MailReason.MailingList),
            ("marie@erable.example", MailScene.TeamAddress, "Authentication-Results: mx.boreal.example; spf=pass; dmarc=fail\n", MailReason.NotAuthentic),
            ("mailer-daemon@erable.example", MailScene.TeamAddress, "", MailReason.Bounce),
            (MailScene.TeamAddress, MailScene.TeamAddress, "", MailReason.OwnMail),
            ("facturation@boreal.example", MailScene.TeamAddress, "", MailReason.OwnMail),
        ];
        await using var scene = await MailScene.StartAsync(provider);
        foreach (var (row, i) in rows.Select((r, i) => (r, i)))
        {
            var mail = await scene.TakeAsync(MailScene.Message($"b{i}@erable.example", from: row.From, to: row.To, more: row.Header));

            Assert.Equal(row.Reason, mail.Reason);
            Assert.Equal(row.Reason is MailReason.AutomaticReply or MailReason.MailingList or MailReason.OwnMail ? IncomingMailState.LeftOut : IncomingMailState.Parked, mail.State);
            var shown = Boreal.Value(await scene.Portal.Get<ShowIncomingMail>().RunAsync(mail.Id, default));
            Assert.Equal(("Depuis ce matin.", true), (shown.Text, shown.IsOpen));
        }

        await using var db = scene.Portal.Open();
        Assert.Equal((0, 0), (await db.Tickets.CountAsync(), await db.OutgoingMessages.CountAsync()));
        Assert.Empty(Directory.GetFiles(scene.Folder));
    }

    [Theory, EachDatabase]
    public async Task Mail_ReadByTwoNodesAtOnce_CountsOnce(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var ticket = (await scene.TakeAsync(MailScene.Message("f0@erable.example"))).TicketId!.Value;
        for (var i = 0; i < 8; i++)
        {
            scene.Put(MailScene.Message($"f{i % 6}-new@erable.example", body: $"Message {i % 6}", more: "References: <f0@erable.example>\n"));
        }

        scene.Portal.User = SystemUser.Instance;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => scene.Portal.Get<TakeTicketMail>().RunAsync(default))));
        await scene.TakeAsync();

        Assert.Equal(7, (await scene.ShowAsync(ticket)).Messages.Count);
        Assert.Empty(Directory.GetFiles(scene.Folder));
    }

    [Theory, EachDatabase]
    public async Task File_StillBeingWritten_Waits_AndOtherFilesAreLeftAlone(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var path = scene.Put(MailScene.Message("h1@erable.example"));
        File.SetLastWriteTimeUtc(path, scene.Portal.Clock.GetUtcNow().UtcDateTime.AddSeconds(-2));
        await File.WriteAllTextAsync(Path.Combine(scene.Folder, "x.eml.part"), "From: marie");

        Assert.Equal(new TakeTicketMail.Run(0, 0, 0, 0), await scene.TakeAsync());
        scene.Portal.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, (await scene.TakeAsync()).Taken);
        Assert.Equal(["x.eml.part"], Directory.GetFiles(scene.Folder).Select(Path.GetFileName));
    }

    [Theory, EachDatabase]
    public async Task Mail_TooLarge_Malformed_OrUnderAKnownIdentifier_IsNotLost(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider, largest: 600_000);
        var large = await scene.TakeAsync(MailScene.Message("i1@erable.example", body: "Début.\n" + new string('x', 700_000)));
        Assert.Equal((MailReason.TooLarge, "marie@erable.example"), (large.Reason, large.FromAddress));
        Assert.Equal($"{large.Id:x}.eml", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(scene.Folder, TakeTicketMail.KeptFolder)))));

        scene.Put([0, 1, 2, 255, 254, 10, 13, 0]);
        Assert.Equal(1, (await scene.TakeAsync()).Parked);
        await scene.TakeAsync(MailScene.Message("i2@erable.example"));
        var again = await scene.TakeAsync(MailScene.Message("i2@erable.example", body: "Tout autre chose."));
        Assert.Equal((MailReason.SameIdentifier, IncomingMailState.Parked), (again.Reason, again.State));

        var largeAgain = await scene.TakeAsync(MailScene.Message("i2@erable.example", body: "Encore.\n" + new string('x', 700_000)));
        Assert.Equal(MailReason.SameIdentifier, largeAgain.Reason);
        Assert.True(File.Exists(Path.Combine(scene.Folder, TakeTicketMail.KeptFolder, $"{largeAgain.Id:x}.eml")), "of what was cut, the file is all there is");

        await using var db = scene.Portal.Open();
        Assert.Equal((1, 5), (await db.Tickets.CountAsync(), await db.IncomingMails.CountAsync()));
    }

    [Theory, EachDatabase]
    public async Task Files_OfAMail_AreCheckedAsUploads_AndTheRefusedAreNamed(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var part = (string name, string type, string text) =>
            $"--b\nContent-Type: {type}\nContent-Disposition: attachment; filename=\"{name}\"\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text))}\n";
        scene.Put("From: marie@erable.example\nTo: aide@boreal.example\nSubject: Fichiers\nMessage-ID: <j1@erable.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
            + "--b\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<p>Voil=E0&nbsp;:</p><script>alert(1)</script><style>p{}</style>\n"
            + part("note.txt", "text/plain", "Bonjour") + part("../../setup.exe", "application/pdf", "MZ") + part("photo.png", "image/png", "pas une image") + "--b--\n");

        Assert.Equal(1, (await scene.TakeAsync()).Taken);

        await using var db = scene.Portal.Open();
        var message = await db.TicketMessages.SingleAsync();
        Assert.Equal("Voilà :", message.Body.Replace('\u00a0', ' '));
        Assert.Equal(["Documents.TypeNotAccepted", "Documents.NotWhatItSays"], message.LeftOut.Select(r => r.Code));
        Assert.Contains("setup.exe", message.LeftOut[0].Args[0], StringComparison.Ordinal);
        Assert.Equal(["note.txt"], await db.StoredDocuments.Where(d => d.SubjectType == nameof(Ticket)).Select(d => d.FileName).ToListAsync());
        Assert.Equal(1, await db.IncomingMailSources.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task TextOfAMail_TooLongForAMessage_SaysInWhichFileItGoesOn(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var text = string.Join('\n', Enumerable.Range(1, 2000).Select(i => $"Ligne {i} du journal."));
        var ticket = (await scene.TakeAsync(MailScene.Message("o1@erable.example", body: text))).TicketId!.Value;
        await using (var db = scene.Portal.Open())
        {
            await db.Clients.Where(c => c.Id == scene.Boreal.Client.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.Language, "en-CA"));
        }

        await scene.TakeAsync(MailScene.Message("o2@erable.example", body: text, more: "In-Reply-To: <o1@erable.example>\n"));

        var shown = await scene.ShowAsync(ticket);
        Assert.Equal(["message.txt", "message-2.txt"], shown.Files.Select(f => f.Name));
        Assert.All(shown.Messages, m => Assert.True(m.Body.Length <= Lengths.LongText));
        Assert.StartsWith("Ligne 1 du journal.", shown.Messages[1].Body, StringComparison.Ordinal);
        Assert.EndsWith("…\n\n[Le message continue : le fichier joint message.txt le contient en entier.]", shown.Messages[1].Body.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.EndsWith("…\n\n[The message goes on: the attached file message-2.txt holds all of it.]", shown.Messages[0].Body, StringComparison.Ordinal);
    }
}
