using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.Mail.Wire;
using Portal.Business.Tests.Mail;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

/// <summary>Mails of one conversation: which ticket a mail belongs to, and how answers carry its thread.</summary>
public sealed class MailThreadTests
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
}
