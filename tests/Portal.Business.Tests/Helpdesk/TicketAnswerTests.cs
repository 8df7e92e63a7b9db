using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

public sealed class TicketAnswerTests
{
    [Theory, EachDatabase]
    public async Task Answer_ThatNobodyCanReceive_IsRefused_AndSavesNothing(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        await using (var db = scene.Portal.Open())
        {
            (await db.Contacts.SingleAsync(c => c.Name == "Marie Roy")).Email = "";
            await db.SaveChangesAsync();
        }

        Boreal.Require(await scene.Portal.Get<KeepUnsavedAnswer>().RunAsync(new(scene.TicketId, "Bonjour", false), default));
        var answer = new AnswerTicket.Input(scene.TicketId, Guid.NewGuid(), "Bonjour", false, TicketStatus.Solved) { Files = [new IncomingFile("note.txt", "Voilà"u8.ToArray())] };

        Assert.Equal("Helpdesk.NobodyToAnswer", (await scene.Portal.Get<AnswerTicket>().RunAsync(answer, default)).Refusal!.Code);

        var ticket = await scene.TicketAsync();
        Assert.Equal((TicketStatus.New, (DateTime?)null), (ticket.Status, ticket.FirstAnsweredAt));
        var shown = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default));
        Assert.Equal((1, 0, ""), (shown.Messages.Count, shown.Files.Count, shown.AnswersTo));
        Assert.NotNull(Boreal.Value(await scene.Portal.Get<ShowUnsavedAnswer>().RunAsync(scene.TicketId, default)));

        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(answer with { IsNote = true, Then = null, Files = [] }, default));
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(
            new(ticket.Id, (await scene.TicketAsync()).Version, new(ticket.Title, ticket.Priority, null, await ContactAsync(scene, "Jean Côté"), null, ticket.HoursPackId, false)), default));
        Assert.Equal("Jean Côté (jean@erable.example)", Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default)).AnswersTo);
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(answer with { Key = Guid.NewGuid() }, default));
    }

    [Theory, EachDatabase]
    public async Task Answer_WhereTheNamedContactHasNoAddress_GoesToWhoeverOpenedTheTicket_ElseToTheBillingManager(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var jean = await ContactAsync(scene, "Jean Côté");
        await using (var db = scene.Portal.Open())
        {
            (await db.Contacts.SingleAsync(c => c.Id == jean)).Email = "";
            await db.SaveChangesAsync();
        }

        var ticket = await scene.TicketAsync();
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(ticket.Id, ticket.Version, new(ticket.Title, ticket.Priority, null, jean, null, ticket.HoursPackId, false)), default));

        Assert.Equal("Marie Roy (marie@erable.example)", await SentToAsync());

        await using (var db = scene.Portal.Open())
        {
            var opener = new User("opener@erable.example", "Stagiaire", "fr-CA", isClientUser: true);
            db.AddRange(opener, new ClientUser(opener.Id, scene.Boreal.Client.Id));
            await db.SaveChangesAsync();
            await db.TicketMessages.ExecuteUpdateAsync(set => set.SetProperty(m => m.UserId, m => m.Kind == TicketMessageKind.FromClient ? opener.Id : m.UserId));
        }

        Assert.Equal("Stagiaire (opener@erable.example)", await SentToAsync());

        async Task<string> SentToAsync()
        {
            var says = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default)).AnswersTo;
            Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "Bonjour", false), default));
            await using var db = scene.Portal.Open();
            var to = (await db.OutgoingMessages.Where(m => m.Kind == "ticket.answer").OrderByDescending(m => m.Id).FirstAsync()).Recipients.Single();
            Assert.Contains(to.Address, says, StringComparison.Ordinal);
            return says;
        }
    }

    [Theory, EachDatabase]
    public async Task FilesOfStaff_AreInternal_UntilSomebodySharesThem_AndCanBeHiddenAgain(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Boreal.Require(await scene.Portal.Get<AddTicketFile>().RunAsync(new(scene.TicketId, "solde.txt", new MemoryStream("400"u8.ToArray())), default));
        Boreal.Require(await scene.Portal.Get<AddTicketFile>().RunAsync(new(scene.TicketId, "mode.txt", new MemoryStream("1."u8.ToArray()), ShareWithClient: true), default));
        var files = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default)).Files;
        Assert.Equal([("solde.txt", false), ("mode.txt", true)], files.Select(f => (f.Name, f.IsShared)));
        Assert.Equal(["mode.txt"], await SeenAsync());

        Boreal.Require(await scene.Portal.Get<ShareTicketFile>().RunAsync(new(files[0].Id, true), default));
        Boreal.Require(await scene.Portal.Get<ShareTicketFile>().RunAsync(new(files[1].Id, false), default));
        Assert.Equal(["solde.txt"], await SeenAsync());

        long ofTheQuote;
        await using (var db = scene.Portal.Open())
        {
            ofTheQuote = await db.StoredDocuments.Where(d => d.SubjectType != nameof(Ticket)).Select(d => d.Id).FirstAsync();
        }

        Assert.Equal(Refusal.NotFound, (await scene.Portal.Get<ShareTicketFile>().RunAsync(new(ofTheQuote, true), default)).Refusal);
        scene.Portal.User = TestUser.With(Permissions.HelpdeskView);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<ShareTicketFile>().RunAsync(new(files[0].Id, false), default)).Refusal);

        async Task<IEnumerable<string>> SeenAsync()
        {
            scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
            var seen = Boreal.Value(await scene.Portal.Get<ShowOwnTicket>().RunAsync(scene.TicketId, default)).Files.Select(f => f.Name).ToList();
            scene.As(0);
            return seen;
        }
    }

    [Theory, EachDatabase]
    public async Task TicketOfStaff_SentTwiceOrAtOnce_IsOne(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var input = new CreateTicket.Input(Guid.NewGuid(), scene.Boreal.Client.Id, "Toner", "Il n’y en a plus.") { Files = [new IncomingFile("photo.txt", "vide"u8.ToArray())] };

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            scene.Portal.Get<CreateTicket>().RunAsync(input with { Files = [new IncomingFile("photo.txt", "vide"u8.ToArray())] }, default))));

        var id = Assert.Single(made.Select(Boreal.Value).Distinct());
        Assert.Equal(id, Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(input, default)));
        await using var db = scene.Portal.Open();
        Assert.Equal((1, 1), (await db.Tickets.CountAsync(t => t.Title == "Toner"), await db.StoredDocuments.CountAsync(d => d.SubjectType == nameof(Ticket) && d.SubjectId == id)));
    }

    [Theory, EachDatabase]
    public async Task FilesOfAnAnswer_GoOutAndAreShared_ThoseOfANoteStayInside(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var answer = new AnswerTicket.Input(scene.TicketId, Guid.NewGuid(), "Voici le mode d’emploi.", false) { Files = [new IncomingFile("mode.txt", "1. Brancher"u8.ToArray())] };
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(answer, default));
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(answer, default));
        var note = new AnswerTicket.Input(scene.TicketId, Guid.NewGuid(), "Il doit 400 $.", true) { Files = [new IncomingFile("solde.txt", "400"u8.ToArray())] };
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(note, default));

        var shown = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default));
        Assert.Equal([("mode.txt", true), ("solde.txt", false)], shown.Files.Select(f => (f.Name, f.IsShared)));
        await using (var db = scene.Portal.Open())
        {
            var mail = await db.OutgoingMessages.SingleAsync(m => m.Kind == "ticket.answer");
            Assert.Equal(("mode.txt", (long?)shown.Files[0].Id), (mail.Attachments.Single().FileName, mail.Attachments.Single().DocumentId));
        }

        var bad = await scene.Portal.Get<AnswerTicket>().RunAsync(note with { Key = Guid.NewGuid(), Body = "", Files = [new IncomingFile("setup.exe", [77, 90])] }, default);
        Assert.Equal(["Documents.TypeNotAccepted", "Common.Required"], bad.Refusals.Select(r => r.Code));
        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        Assert.Equal("mode.txt", Assert.Single(Boreal.Value(await scene.Portal.Get<ShowOwnTicket>().RunAsync(scene.TicketId, default)).Files).Name);
        Assert.True((await scene.Portal.Get<ReadOwnDocument>().RunAsync(shown.Files[0].Id, default)).Succeeded);
        Assert.Equal(Refusal.NotFound, (await scene.Portal.Get<ReadOwnDocument>().RunAsync(shown.Files[1].Id, default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task CallOfANamedContact_IsTheirTicket_FromTheStart(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var jean = await ContactAsync(scene, "Jean Côté");
        var input = new CreateTicket.Input(Guid.NewGuid(), scene.Boreal.Client.Id, "Toner", "Il n’y en a plus.", AssigneeId: scene.Agents[1], ContactId: jean) { Files = [new IncomingFile("photo.txt", "vide"u8.ToArray())], ShareFiles = true };

        var made = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(input, default));

        var shown = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(made, default));
        Assert.Equal((jean, scene.Agents[1], "Jean Côté"), (shown.Head.ContactId!.Value, shown.Head.AssigneeId!.Value, shown.Messages[0].By));
        Assert.Equal(("photo.txt", true), (shown.Files.Single().Name, shown.Files.Single().IsShared));
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(new(made, Guid.NewGuid(), "Il arrive.", false), default));
        await using (var db = scene.Portal.Open())
        {
            Assert.Equal("jean@erable.example", (await db.OutgoingMessages.SingleAsync(m => m.AboutId == made && m.Kind == "ticket.answer")).Recipients.Single().Address);
        }

        var wrong = await scene.Portal.Get<CreateTicket>().RunAsync(input with { Key = Guid.NewGuid(), ContactId = jean + 4711, JobId = 4711 }, default);
        Assert.Equal([("Helpdesk.NotOfThisClient", "ContactId"), ("Helpdesk.NotOfThisClient", "JobId")], wrong.Refusals.Select(r => (r.Code, r.Field!)));
    }

    private static async Task<long> ContactAsync(TicketScene scene, string name)
    {
        await using var db = scene.Portal.Open();
        return await db.Contacts.Where(c => c.Name == name).Select(c => c.Id).SingleAsync();
    }
}
