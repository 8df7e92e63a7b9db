using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Helpdesk;
using Portal.Business.Interventions;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Business.Mail.Wire;
using Portal.Business.PrepaidHours;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Mail;

/// <summary>What leaves the outbox, when, and how often.</summary>
public sealed class OutboxSendingTests
{
    [Theory, EachDatabase]
    public async Task Outbox_MessageWithCopies_GoesOutOnceToAll(DatabaseProvider provider)
    {
        await using var mail = await MailFixture.StartAsync(provider);
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with
        {
            Cc = [new("b@x.example", "Béa"), new("c@y.example")],
            Bcc = [new("hidden@z.example")],
        });

        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        Assert.Equal(new OutboxRun(0, 0, 0), await mail.SendAsync());

        var taken = Assert.Single(mail.Server.Taken);
        Assert.Equal(["a@x.example", "b@x.example", "c@y.example", "hidden@z.example"], taken.Recipients);
        var read = ReadMail.Parse(taken.Content);
        Assert.Equal("a@x.example", read.Headers["To"]);
        Assert.Equal("Béa <b@x.example>, c@y.example", ReadMail.Words(read.Headers["Cc"]));
        Assert.DoesNotContain("hidden", System.Text.Encoding.ASCII.GetString(taken.Content), StringComparison.Ordinal);

        var message = await mail.FindAsync(id);
        Assert.Equal(MessageState.Sent, message.State);
        Assert.Equal(mail.Portal.Clock.GetUtcNow().UtcDateTime, message.SentAt);
        Assert.Equal("250 2.0.0 queued as 1", message.LastAnswer);
        Assert.Equal(MailEventKind.Accepted, Assert.Single(message.Events).Kind);
        Assert.Equal($"<{message.MessageId}>", read.Headers["Message-ID"]);
    }

    /// <summary>RFC 3834, 5: "auto-generated" for what no person writes; never on what a person does.</summary>
    [Theory, EachDatabase]
    public async Task Outbox_WhatAPersonWrites_IsNotMarkedAsAutomatic_AndTheRestIs(DatabaseProvider provider)
    {
        await using var mail = await MailFixture.StartAsync(provider);
        foreach (var kind in new[] { TicketMail.Kind.Name, RequestMail.Kind.Name, HoursMail.Low.Name })
        {
            await mail.QueueAsync(MailFixture.Message("a@x.example") with { Kind = kind });
            await mail.SendAsync();
        }

        Assert.Equal([null, null, "auto-generated"], mail.Server.Taken.Select(t => ReadMail.Parse(t.Content).Headers.GetValueOrDefault("Auto-Submitted")));
    }

    [Theory, EachDatabase]
    public async Task WhatAPersonSends_IsNotMarkedAsAutomatic_AndTheSameByTheClockIs(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var byHand = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100));
        Boreal.Require(await boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(byHand.Id, Guid.NewGuid()), default));
        var byClock = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        await using var db = boreal.Portal.Open();
        await db.Invoices.Where(i => i.Id == byClock).ExecuteUpdateAsync(set => set.SetProperty(i => i.PlannedOn, new DateOnly(2026, 3, 2)).SetProperty(i => i.SendWhenIssued, true));
        Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)).Issued);

        var messages = await db.OutgoingMessages.AsNoTracking().ToListAsync();
        Assert.Equal([(byHand.Id, true), (byClock, false)], messages.OrderBy(m => m.Id).Select(m => (m.AboutId!.Value, m.IsWritten)));
        Assert.Equal([false, true], messages.OrderBy(m => m.Id).Select(m => Encoding.ASCII.GetString(MimeMessage.Write(m, [], m.IsWritten)).Contains("Auto-Submitted: auto-generated", StringComparison.Ordinal)));
    }

    [Theory, EachDatabase]
    public async Task Outbox_PlannedMessage_WaitsForItsTime(DatabaseProvider provider)
    {
        await using var mail = await MailFixture.StartAsync(provider);
        var planned = mail.Portal.Clock.GetUtcNow().UtcDateTime.AddDays(3);
        await mail.QueueAsync(MailFixture.Message("a@x.example") with { PlannedAt = planned });

        await mail.SendAsync();
        Assert.Empty(mail.Server.Taken);
        mail.Portal.Clock.Set(planned);
        await mail.SendAsync();
        Assert.Single(mail.Server.Taken);
    }

    [Theory, EachDatabase]
    public async Task Outbox_SecondMessageWithTheSameKey_IsRefusedByTheDatabase(DatabaseProvider provider)
    {
        await using var mail = await MailFixture.StartAsync(provider);
        await mail.QueueAsync(MailFixture.Message("a@x.example") with { DedupeKey = "invoice:1:first-sending" });
        var error = await Assert.ThrowsAsync<DbUpdateException>(() =>
            mail.QueueAsync(MailFixture.Message("a@x.example") with { DedupeKey = "invoice:1:first-sending" }));
        Assert.True(Saving.IsUniqueViolation(error));
        await mail.QueueAsync(MailFixture.Message("a@x.example"));
        await mail.QueueAsync(MailFixture.Message("a@x.example"));
    }

    [Fact]
    public async Task Outbox_AttachedDocument_ArrivesByteForByte()
    {
        await using var mail = await MailFixture.StartAsync();
        var bytes = new byte[300_000];
        new Random(5).NextBytes(bytes);
        await using (var db = mail.Portal.Open())
        {
            var document = StoredDocument.Generated(
                new SubjectRef("Invoice", 1), DocumentKinds.Invoice, 1, new DocumentFile("Facture été n° 12.pdf", "application/pdf", bytes), 7,
                DocumentVisibility.SharedWithClient, mail.Portal.Clock.GetUtcNow().UtcDateTime);
            db.Add(document);
            mail.Portal.Get<Outbox>().Add(db, MailFixture.Message("a@x.example") with { Attachments = [MailAttachment.Of(document)] });
            await db.SaveChangesAsync();
        }

        await mail.SendAsync();
        var attachment = Assert.Single(ReadMail.Parse(Assert.Single(mail.Server.Taken).Content).Attachments());
        Assert.Equal("Facture été n° 12.pdf", attachment.FileName);
        Assert.Equal(bytes, attachment.Body);
    }

    [Fact]
    public async Task Outbox_AttachedDocumentGone_FailsThatMessageAlone()
    {
        await using var mail = await MailFixture.StartAsync();
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with { Attachments = [new("x.pdf", "application/pdf", 12345, null)] });
        await mail.QueueAsync(MailFixture.Message("b@x.example"));
        Assert.Equal(new OutboxRun(1, 0, 1), await mail.SendAsync());
        Assert.Contains("12345", (await mail.FindAsync(id)).LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outbox_PickupFolder_HoldsWholeFilesNamedByMessage()
    {
        var folder = Directory.CreateTempSubdirectory("portal-pickup-").FullName;
        try
        {
            await using var mail = await MailFixture.StartAsync(settings: o => (o.Delivery, o.PickupFolder) = (MailDelivery.PickupFolder, folder));
            await mail.QueueAsync(MailFixture.Message("a@x.example") with { Bcc = [new("b@x.example")] });
            Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
            var file = Assert.Single(Directory.GetFiles(folder));
            var read = ReadMail.Parse(await File.ReadAllBytesAsync(file));
            Assert.StartsWith("<" + Path.GetFileNameWithoutExtension(file) + "@", read.Headers["Message-ID"], StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
