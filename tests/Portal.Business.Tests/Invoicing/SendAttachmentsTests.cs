using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>What goes with the document of an invoice.</summary>
public sealed class SendAttachmentsTests
{
    private static readonly MailWishes Wishes = new([new MailContact("marie@erable.example")], [], "Facture", "Bonjour") { Bcc = [new MailContact("archive@boreal.example")] };

    [Theory, EachDatabase]
    public async Task Send_WithAFileOfTheJobAndOneBrought_CarriesBothAndKeepsTheSecond(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 10));
        var note = Boreal.Value(await boreal.Portal.Get<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(invoice.JobId!.Value, "bon.txt", new MemoryStream("Livré"u8.ToArray())), default));
        var offered = Boreal.Value(await boreal.Portal.Get<ProposeSending>().RunAsync(new ProposeSending.Input(invoice.Id), default));
        Assert.Equal(note, Assert.Single(offered.Files).Id);

        Boreal.Require(await SendAsync(boreal, invoice.Id, [note], new IncomingFile("plan.txt", "Plan"u8.ToArray())));

        await using var db = boreal.Portal.Open();
        var message = await db.OutgoingMessages.SingleAsync(m => m.AboutId == invoice.Id);
        Assert.Equal([$"{invoice.Number}.pdf", "bon.txt", "plan.txt"], message.Attachments.Select(a => a.FileName));
        Assert.Contains(message.Recipients, r => r is { Role: RecipientRole.Bcc, Address: "archive@boreal.example" });
        Assert.Equal(2, Boreal.Value(await boreal.Portal.Get<ProposeSending>().RunAsync(new ProposeSending.Input(invoice.Id), default)).Files.Count);
    }

    [Theory, EachDatabase]
    public async Task Send_WithAFileOfAnotherJobOrOneThatIsNotWhatItSays_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 10));
        var job = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Autre"), default));
        var foreign = Boreal.Value(await boreal.Portal.Get<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(job, "bon.txt", new MemoryStream("Livré"u8.ToArray())), default));

        Assert.Equal(Refusal.Stale, (await SendAsync(boreal, invoice.Id, [foreign])).Refusal);
        Assert.Equal("Documents.NotWhatItSays", (await SendAsync(boreal, invoice.Id, [], new IncomingFile("photo.png", "texte"u8.ToArray()))).Refusal!.Code);
        await using var db = boreal.Portal.Open();
        Assert.False(await db.OutgoingMessages.AnyAsync());
    }

    [Theory, EachDatabase]
    public async Task File_ThatGoesWithAMessage_IsRemovedOnlyOnceThatHasGoneOut(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 10));
        var note = Boreal.Value(await boreal.Portal.Get<AttachJobDocument>().RunAsync(new AttachJobDocument.Input(invoice.JobId!.Value, "bon.txt", new MemoryStream("Livré"u8.ToArray())), default));
        Boreal.Require(await boreal.Portal.Get<SendInvoice>().RunAsync(
            new SendInvoice.Input(invoice.Id, Guid.NewGuid(), Wishes, SendOn: new DateOnly(2026, 3, 9), DocumentIds: [note]), default));
        Task<Result> RemoveAsync() => boreal.Portal.Get<RemoveJobDocument>().RunAsync(new RemoveJobDocument.Input(note, "Erreur"), default);

        var refused = (await RemoveAsync()).Refusal!;
        Assert.Equal("JobFolders.GoesWithMessage", refused.Code);
        Assert.Equal(["bon.txt", "Facture", "marie@erable.example, archive@boreal.example"], refused.Args);
        await using (var db = boreal.Portal.Open())
        {
            Assert.True(await db.DocumentContents.AnyAsync(c => c.Id == note));
            Boreal.Require(await boreal.Portal.Get<CancelMessage>().RunAsync(await db.OutgoingMessages.Select(m => m.Id).SingleAsync(), default));
        }

        Boreal.Require(await RemoveAsync());
    }

    private static Task<Result> SendAsync(Boreal boreal, long id, IReadOnlyList<long> documents, params IReadOnlyList<IncomingFile> files) =>
        boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(id, Guid.NewGuid(), Wishes, DocumentIds: documents, Files: files), default);
}
