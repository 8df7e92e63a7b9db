using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.Mail.Wire;
using Portal.Business.Tests.Mail;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

public sealed class TicketMailTests
{
    [Theory, EachDatabase]
    public async Task Mail_OfAContactToATeam_BecomesATicket_AndTheReplyToOurAnswerOpensItAgain(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var mail = await scene.TakeAsync(MailScene.Message("a1@erable.example", subject: "=?utf-8?q?Panne_d=E2=80=99imprimante_=F0=9F=98=80?="));

        Assert.Equal((IncomingMailState.Taken, MailReason.None), (mail.State, mail.Reason));
        await using (var db = scene.Portal.Open())
        {
            var ticket = await db.Tickets.SingleAsync();
            Assert.Equal(("Panne d’imprimante 😀", RequestOrigin.Mail, scene.Boreal.Client.Id, (long?)scene.TeamId), (ticket.Title, ticket.Origin, ticket.ClientId, ticket.TeamId));
            Assert.Equal("marie@erable.example", (await db.Contacts.SingleAsync(c => c.Id == ticket.ContactId)).Email);
            Assert.NotNull(ticket.SolutionDueAt);
        }

        Assert.Empty(Directory.GetFiles(scene.Folder));
        var id = mail.TicketId!.Value;
        var first = await scene.AnswerAsync(id, "Quel modèle ?", TicketStatus.WaitingForClient);
        var due = (await scene.ShowAsync(id)).SolutionDueAt;
        scene.Portal.Clock.Advance(TimeSpan.FromDays(1));
        var reply = await scene.TakeAsync(MailScene.Message(
            "a2@erable.example", subject: "Tout autre chose", body: "Le 1600.\n\nLe lun. 2 mars 2026 à 10:00, Assistance <aide@boreal.example> a écrit :\n> Quel modèle ?", more: $"In-Reply-To: <{first}>\nReferences: <a1@erable.example> <{first}>\n"));

        Assert.Equal((IncomingMailState.Taken, (long?)id), (reply.State, reply.TicketId));
        var shown = await scene.ShowAsync(id);
        Assert.Equal(("Le 1600.", "Marie Roy", TicketMessageKind.FromClient), (shown.Messages[0].Body, shown.Messages[0].By, shown.Messages[0].Kind));
        Assert.EndsWith("> Quel modèle ?", shown.Messages[0].Quoted, StringComparison.Ordinal);
        Assert.Equal(TicketStatus.Open, shown.Status);
        Assert.True(shown.SolutionDueAt > due, "the clock stood still while the client was waited for");
    }

    [Theory, EachDatabase]
    public async Task Answer_ToAMail_CarriesTheThread_AndTheAddressOfTheTeam(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var mail = await scene.TakeAsync(MailScene.Message("first@erable.example", from: "Jean <jean@erable.example>"));
        var first = await scene.AnswerAsync(mail.TicketId!.Value, "Un.");
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await scene.AnswerAsync(mail.TicketId.Value, "Deux.");

        await using var db = scene.Portal.Open();
        var sent = await db.OutgoingMessages.SingleAsync(m => m.MessageId == second);
        var wire = ReadMail.Parse(MimeMessage.Write(sent, []));
        Assert.Equal($"<{first}>", wire.Headers["In-Reply-To"]);
        Assert.Equal($"<first@erable.example> <{first}>", wire.Headers["References"].Replace("\r\n", "", StringComparison.Ordinal));
        Assert.Contains(MailScene.TeamAddress, wire.Headers["Reply-To"], StringComparison.Ordinal);
        Assert.Equal("jean@erable.example", sent.Recipients.Single().Address);
        Assert.Equal([null, first, second], await db.TicketMessages.OrderBy(m => m.At).ThenBy(m => m.Id).Select(m => m.Kind == TicketMessageKind.ToClient ? m.MailId : null).ToListAsync());
    }

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
    public async Task Mail_ToTwoTeamsOfOneCompany_GoesToTheFirstNamed_AndAnAddressOfTwoClientsToAPerson(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var second = Boreal.Value(await scene.Portal.Get<SaveHelpdeskTeam>().RunAsync(new(null, scene.Boreal.Entity.Id, 0, "Atelier", "atelier@boreal.example", true, true, "", 1, true, null, null), default));
        var both = await scene.TakeAsync(MailScene.Message("c1@x.example", to: $"Atelier <ATELIER@boreal.example>, {MailScene.TeamAddress}"));
        Assert.Equal(second, (await scene.ShowAsync(both.TicketId!.Value)).TeamId);

        await using (var db = scene.Portal.Open())
        {
            db.Add(new Client(scene.Boreal.Entity.Id, "Érable Services", new Contact { Name = "Marie Roy", Email = "Marie@erable.example" }) { Language = "fr-CA", Currency = "CAD" });
            await db.SaveChangesAsync();
        }

        var mail = await scene.TakeAsync(MailScene.Message("c2@x.example"));

        Assert.Equal(MailReason.SeveralClients, mail.Reason);
        Assert.Equal(["Érable Services", "Imprimerie de l’Érable"], Boreal.Value(await scene.Portal.Get<ShowIncomingMail>().RunAsync(mail.Id, default)).Clients.Select(c => c.Text).Order());
    }

    [Theory, EachDatabase]
    public async Task Reply_OfSomebodyElse_OrANumberOfAnotherClient_NeverReachesTheConversation(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var ticket = (await scene.TakeAsync(MailScene.Message("d1@erable.example"))).TicketId!.Value;
        var ours = await scene.AnswerAsync(ticket, "Voilà.");
        var number = (await scene.ShowAsync(ticket)).Number;
        await using (var db = scene.Portal.Open())
        {
            db.Add(new Client(scene.Boreal.Entity.Id, "Autre", new Contact { Name = "Paul", Email = "paul@autre.example" }) { Language = "fr-CA", Currency = "CAD" });
            await db.SaveChangesAsync();
        }

        var forged = await scene.TakeAsync(MailScene.Message("d2@x.example", from: "paul@autre.example", more: $"In-Reply-To: <{ours}>\n"));
        var guessed = await scene.TakeAsync(MailScene.Message("d3@x.example", from: "paul@autre.example", subject: $"Re: [{number}] Mon problème"));
        var own = await scene.TakeAsync(MailScene.Message("d4@x.example", from: "eve@erable.example", subject: $"RE : [{number}] Mon problème", body: "Encore moi."));

        Assert.Equal((MailReason.NotOfTheClient, (long?)ticket), (forged.Reason, forged.TicketId));
        Assert.NotEqual(ticket, guessed.TicketId);
        Assert.Equal((IncomingMailState.Taken, (long?)ticket), (own.State, own.TicketId));
        Assert.Equal(["Encore moi.", "Voilà.", "Depuis ce matin."], (await scene.ShowAsync(ticket)).Messages.Select(m => m.Body));
    }

    [Theory, EachDatabase]
    public async Task Reply_ToAMergedTicket_LandsWhereTheConversationGoesOn(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var first = (await scene.TakeAsync(MailScene.Message("e1@erable.example"))).TicketId!.Value;
        var other = (await scene.TakeAsync(MailScene.Message("e2@erable.example", subject: "Encore"))).TicketId!.Value;
        var ours = await scene.AnswerAsync(other, "Voilà.");
        var (merged, into) = (await scene.ShowAsync(other), await scene.ShowAsync(first));
        Boreal.Value(await scene.Portal.Get<MergeTickets>().RunAsync(new(other, merged.Version, into.Number), default));

        var threaded = await scene.TakeAsync(MailScene.Message("e3@erable.example", body: "Par le fil.", more: $"References: <{ours}>\n"));
        var numbered = await scene.TakeAsync(MailScene.Message("e4@erable.example", body: "Par le numéro.", subject: $"Re: {merged.Number}"));

        Assert.Equal(((long?)first, (long?)first), (threaded.TicketId, numbered.TicketId));
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

    [Theory, EachDatabase]
    public async Task ParkedMail_IsSettledByAPersonOnce_AndTheSenderIsAnsweredFromThenOn(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var parked = await scene.TakeAsync(MailScene.Message("k1@x.example", from: "Zoé <zoe@erable.example>"));
        var input = new SettleIncomingMail.Input(parked.Id, parked.Version, "", scene.Boreal.Client.Id, scene.TeamId, KeepsContact: true);
        scene.Portal.User = TestUser.With(Permissions.HelpdeskView);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<SettleIncomingMail>().RunAsync(input, default)).Refusal);
        scene.Portal.User = TestUser.Administrator;
        Assert.Equal("Common.Required", (await scene.Portal.Get<SettleIncomingMail>().RunAsync(input with { ClientId = null }, default)).Refusal!.Code);

        var ticket = Boreal.Value(await scene.Portal.Get<SettleIncomingMail>().RunAsync(input, default));

        Assert.Equal("Helpdesk.MailIsSettled", (await scene.Portal.Get<SettleIncomingMail>().RunAsync(input, default)).Refusal!.Code);
        var ours = await scene.AnswerAsync(ticket, "Bonjour Zoé.");
        var reply = await scene.TakeAsync(MailScene.Message("k2@x.example", from: "zoe@erable.example", body: "Merci.", more: $"In-Reply-To: <{ours}>\n"));
        Assert.Equal((long?)ticket, reply.TicketId);
        await using var db = scene.Portal.Open();
        Assert.Equal("zoe@erable.example", (await db.OutgoingMessages.SingleAsync()).Recipients.Single().Address);
        var shown = Boreal.Value(await scene.Portal.Get<ShowIncomingMail>().RunAsync(parked.Id, default));
        Assert.Equal((false, true), (shown.IsOpen, shown.HasSource));
    }

    [Theory, EachDatabase]
    public async Task TicketOfAParkedMail_IsAnsweredToWhoeverWroteIt_AndTheirReplyLandsThere_AndOnlyThere(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var other = (await scene.TakeAsync(MailScene.Message("m0@erable.example"))).TicketId!.Value;
        var theirs = await scene.AnswerAsync(other, "Bonjour Marie.");
        var ticket = await PlaceAsync(scene, await scene.TakeAsync(MailScene.Message("m1@x.example", from: "Zoé <zoe@x.example>")));

        Assert.Equal("Zoé (zoe@x.example)", (await scene.ShowAsync(ticket)).AnswersTo);
        var ours = await scene.AnswerAsync(ticket, "Bonjour Zoé.");
        await using (var db = scene.Portal.Open())
        {
            Assert.Equal(("zoe@x.example", "Zoé"), (await db.OutgoingMessages.SingleAsync(m => m.MessageId == ours)).Recipients.Select(r => (r.Address, r.Name)).Single());
            Assert.False(await db.Contacts.AnyAsync(c => c.Email == "zoe@x.example"));
        }

        var reply = await scene.TakeAsync(MailScene.Message("m2@x.example", from: "zoe@x.example", body: "Merci.", more: $"In-Reply-To: <{ours}>\n"));
        Assert.Equal((IncomingMailState.Taken, (long?)ticket), (reply.State, reply.TicketId));
        var elsewhere = await scene.TakeAsync(MailScene.Message("m3@x.example", from: "zoe@x.example", more: $"In-Reply-To: <{theirs}>\n"));
        Assert.Equal((IncomingMailState.Parked, MailReason.NotOfTheClient), (elsewhere.State, elsewhere.Reason));
        var forged = await scene.TakeAsync(MailScene.Message("m4@x.example", from: "zoe@x.example", more: $"Authentication-Results: mx; dmarc=fail\nIn-Reply-To: <{ours}>\n"));
        Assert.Equal((IncomingMailState.Parked, MailReason.NotAuthentic), (forged.State, forged.Reason));
        var away = await scene.TakeAsync(MailScene.Message("m5@x.example", from: "zoe@x.example", more: $"Auto-Submitted: auto-replied\nIn-Reply-To: <{ours}>\n"));
        Assert.Equal((IncomingMailState.LeftOut, MailReason.AutomaticReply), (away.State, away.Reason));
    }

    [Theory, EachDatabase]
    public async Task TicketOfAMail_ThatAProgramWroteOrThatWasNotBelieved_IsAnsweredToTheBillingManager(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var mails = new[]
        {
            MailScene.Message("n1@x.example", from: "Boutique <no-reply@x.example>"),
            MailScene.Message("n2@x.example", from: "robot@x.example", more: "Auto-Submitted: auto-generated\n"),
            MailScene.Message("n3@x.example", from: "zoe@x.example", more: "Authentication-Results: mx; dmarc=fail\n"),
            MailScene.Message("n4@x.example", from: "liste@x.example", more: "List-Id: <liste.x.example>\n"),
        };

        foreach (var mail in mails)
        {
            var ticket = await PlaceAsync(scene, await scene.TakeAsync(mail));
            Assert.DoesNotContain("x.example", (await scene.ShowAsync(ticket)).AnswersTo, StringComparison.Ordinal);
            var sent = await scene.AnswerAsync(ticket, "Bonjour.");
            await using var db = scene.Portal.Open();
            Assert.EndsWith("@erable.example", (await db.OutgoingMessages.SingleAsync(m => m.MessageId == sent)).Recipients.Single().Address, StringComparison.Ordinal);
        }
    }

    private static async Task<long> PlaceAsync(MailScene scene, IncomingMail mail) =>
        Boreal.Value(await scene.Portal.Get<SettleIncomingMail>().RunAsync(new(mail.Id, mail.Version, "", scene.Boreal.Client.Id, scene.TeamId), default));

    [Theory, EachDatabase]
    public async Task ParkedMail_IsPutOnATicket_OrDiscarded_AndWhatIsOldIsCleanedUp(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        var ticket = (await scene.TakeAsync(MailScene.Message("l1@erable.example"))).TicketId!.Value;
        var number = (await scene.ShowAsync(ticket)).Number;
        var parked = await scene.TakeAsync(MailScene.Message("l2@x.example", from: "zoe@x.example", body: "De Zoé."));
        var spam = await scene.TakeAsync(MailScene.Message("l3@x.example", from: "win@x.example"));

        Assert.Equal("Helpdesk.UnknownTicket", (await scene.Portal.Get<SettleIncomingMail>().RunAsync(new(parked.Id, parked.Version, "T-9"), default)).Refusal!.Code);
        Assert.Equal(ticket, Boreal.Value(await scene.Portal.Get<SettleIncomingMail>().RunAsync(new(parked.Id, parked.Version, number), default)));
        Boreal.Require(await scene.Portal.Get<DiscardIncomingMail>().RunAsync(new(spam.Id, spam.Version), default));

        Assert.Equal("De Zoé.", (await scene.ShowAsync(ticket)).Messages[0].Body);
        Assert.Empty(Boreal.Value(await scene.Portal.Get<ListIncomingMail>().RunAsync(new(new PageRequest(), State: IncomingMailState.Parked), default)).Rows);
        scene.Portal.Clock.Advance(TimeSpan.FromDays(100));
        Assert.Equal(2, Boreal.Value(await scene.Portal.Get<CleanUpIncomingMail>().RunAsync(default)));
        Assert.Equal(3, Boreal.Value(await scene.Portal.Get<ListIncomingMail>().RunAsync(new(new PageRequest()), default)).Total);
    }
}
