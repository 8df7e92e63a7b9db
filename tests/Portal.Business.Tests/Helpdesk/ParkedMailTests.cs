using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

/// <summary>Mails that waited for a person: placed, discarded, and answered from then on.</summary>
public sealed class ParkedMailTests
{
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

    private static async Task<long> PlaceAsync(MailScene scene, IncomingMail mail) =>
        Boreal.Value(await scene.Portal.Get<SettleIncomingMail>().RunAsync(new(mail.Id, mail.Version, "", scene.Boreal.Client.Id, scene.TeamId), default));
}
