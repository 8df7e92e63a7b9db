using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Mail;

public sealed class SendOutboxTests
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
    public async Task Outbox_NobodyToSendTo_HoldsTheMessageAndSendsTheOthers()
    {
        await using var mail = await MailFixture.StartAsync();
        var nobody = await mail.QueueAsync(MailFixture.Message());
        var wrong = await mail.QueueAsync(MailFixture.Message("not an address"));
        var injecting = await mail.QueueAsync(MailFixture.Message("a@x.example>\r\nRCPT TO:<b@x.example"));
        await mail.QueueAsync(MailFixture.Message("a@x.example"));

        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        Assert.Equal((MessageState.Held, "Attention.NoRecipient"), await StateAsync(mail, nobody));
        Assert.Equal((MessageState.Held, "Attention.BadAddress"), await StateAsync(mail, wrong));
        Assert.Equal((MessageState.Held, "Attention.BadAddress"), await StateAsync(mail, injecting));
    }

    [Fact]
    public async Task Outbox_TemporaryRefusals_WaitLongerEachTimeThenFail()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (stage, _) => stage == Stage.Content ? "451 4.3.0 later please" : null;
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));

        foreach (var delay in OutgoingMessage.Delays)
        {
            Assert.Equal(new OutboxRun(0, 1, 0), await mail.SendAsync());
            mail.Portal.Clock.Advance(delay - TimeSpan.FromSeconds(1));
            Assert.Equal(new OutboxRun(0, 0, 0), await mail.SendAsync());
            mail.Portal.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(new OutboxRun(0, 0, 1), await mail.SendAsync());
        var message = await mail.FindAsync(id);
        Assert.Equal((MessageState.Failed, "Attention.Failed"), (message.State, message.Attention));
        Assert.Equal(7, message.Events.Count);
        Assert.All(message.Events, e => Assert.Equal("451 4.3.0 later please", e.Answer));

        mail.Server.Answer = (_, _) => null;
        mail.Portal.User = TestUser.Administrator;
        Assert.True((await mail.Portal.Get<SendMessageNow>().RunAsync(id, default)).Succeeded);
        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        Assert.Equal((MessageState.Sent, null), await StateAsync(mail, id));
    }

    [Fact]
    public async Task Outbox_OneRecipientRefused_SendsToTheOthersAndAsksForAttention()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (stage, who) => stage == Stage.Recipient && who == "gone@x.example" ? "550 5.1.1 no such user" : null;
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with { Cc = [new("gone@x.example")] });

        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        var message = await mail.FindAsync(id);
        Assert.Equal((MessageState.Sent, "Attention.PartlyRefused"), (message.State, message.Attention));
        Assert.Equal((RecipientState.Refused, "550 5.1.1 no such user"), (message.Recipients[1].State, message.Recipients[1].Answer));

        mail.Portal.User = TestUser.Administrator;
        var corrected = await mail.Portal.Get<CorrectRecipients>().RunAsync(new CorrectedRecipients(id, "a@x.example", "there@x.example", ""), default);
        Assert.True(corrected.Succeeded);
        await mail.SendAsync();
        Assert.Equal([["a@x.example"], ["there@x.example"]], mail.Server.Taken.Select(t => t.Recipients));
        Assert.Single(mail.Server.Taken.Select(t => ReadMail.Parse(t.Content).Headers["Message-ID"]).Distinct());
        Assert.Equal((MessageState.Sent, null), await StateAsync(mail, id));
    }

    [Fact]
    public async Task Outbox_OneRecipientPutOff_TriesThatOneAgain()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (stage, who) => stage == Stage.Recipient && who == "grey@x.example" ? "450 4.2.0 greylisted" : null;
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example", "grey@x.example"));

        Assert.Equal(new OutboxRun(0, 1, 0), await mail.SendAsync());
        Assert.Equal(["a@x.example"], Assert.Single(mail.Server.Taken).Recipients);
        mail.Server.Answer = (_, _) => null;
        mail.Portal.Clock.Advance(TimeSpan.FromMinutes(2));
        await mail.SendAsync();
        Assert.Equal(["grey@x.example"], mail.Server.Taken.Last().Recipients);
        Assert.Equal((MessageState.Sent, null), await StateAsync(mail, id));
    }

    [Fact]
    public async Task Outbox_MessageRefusedForGood_FailsAtOnceAndBlocksNobody()
    {
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (stage, who) => stage == Stage.MailFrom && who.StartsWith("bad", StringComparison.Ordinal) ? "553 5.1.8 no" : null;
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with { From = new("bad@x.example") });
        for (var i = 0; i < 30; i++)
        {
            await mail.QueueAsync(MailFixture.Message($"user{i}@x.example"));
        }

        Assert.Equal(new OutboxRun(30, 0, 1), await mail.SendAsync());
        Assert.Equal((MessageState.Failed, "Attention.Failed"), await StateAsync(mail, id));
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

    [Theory, EachDatabase]
    public async Task Outbox_FourProcessesAtOnce_SendEachMessageOnce(DatabaseProvider provider)
    {
        await using var mail = await MailFixture.StartAsync(provider);
        for (var i = 0; i < 40; i++)
        {
            await mail.QueueAsync(MailFixture.Message($"user{i}@x.example"));
        }

        mail.Portal.User = SystemUser.Instance;
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => mail.Portal.Get<SendOutbox>().RunAsync(default)));
        Assert.Equal(40, runs.Sum(r => r.Value.Sent));
        Assert.Equal(40, mail.Server.Taken.Select(t => t.Recipients.Single()).Distinct().Count());
        Assert.Equal(40, mail.Server.Taken.Count);
    }

    [Theory]
    [EachDatabaseWith("mail.leased", 1)]
    [EachDatabaseWith("mail.written", 1)]
    [EachDatabaseWith("mail.content-sent", 2)]
    [EachDatabaseWith("mail.accepted", 2)]
    [EachDatabaseWith("mail.recorded", 1)]
    public async Task Outbox_ProcessDiesAtAStep_SendsAgainAfterTheLeaseUnderTheSameMessageId(DatabaseProvider provider, string step, int mostTaken)
    {
        var death = new DeadlySteps { At = step };
        await using var mail = await MailFixture.StartAsync(provider, more: s => s.AddSingleton<Steps>(death));
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));

        mail.Portal.User = SystemUser.Instance;
        using (var gone = new CancellationTokenSource())
        {
            // The dead process never comes back from the step: what it would have done afterwards does not happen.
            var dead = mail.Portal.Get<SendOutbox>().RunAsync(gone.Token);
            await death.Died.WaitAsync(TimeSpan.FromSeconds(10));
            Assert.False(dead.IsCompleted);
        }

        death.At = "";
        Assert.Equal(new OutboxRun(0, 0, 0), await mail.SendAsync());
        mail.Portal.Clock.Advance(TimeSpan.FromMinutes(6));
        await mail.SendAsync();
        var message = await mail.FindAsync(id);
        Assert.Equal(MessageState.Sent, message.State);
        Assert.InRange(mail.Server.Taken.Count, 1, mostTaken);
        Assert.Single(mail.Server.Taken.Select(t => ReadMail.Parse(t.Content).Headers["Message-ID"]).Distinct());
        Assert.Equal(step != "mail.recorded", message.Events.Any(e => e.Kind == MailEventKind.Interrupted));
    }

    [Fact]
    public async Task Outbox_FollowerFails_MessageIsSentAllTheSame()
    {
        await using var mail = await MailFixture.StartAsync(more: s => s.AddScoped<IMessageFollower, BrokenFollower>());
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));
        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        Assert.Equal((MessageState.Sent, null), await StateAsync(mail, id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Message_Confidential_IsReadByStaffOnlyWhereTheSettingsSaySo(bool shows)
    {
        await using var mail = await MailFixture.StartAsync(settings: o => o.ShowsConfidential = shows);
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with { IsConfidential = true });
        Assert.Equal(shows, (await mail.Portal.Get<ShowMessage>().RunAsync(id, default)).Value.HtmlBody is not null);
        await mail.SendAsync();
        mail.Portal.User = TestUser.Administrator;
        Assert.Equal(shows, (await mail.Portal.Get<ShowMessage>().RunAsync(id, default)).Value.TextBody is not null);
        mail.Portal.User = TestUser.InRole(DefaultRoles.Technician);
        Assert.Equal(Refusal.Forbidden, (await mail.Portal.Get<ShowMessage>().RunAsync(id, default)).Refusal);
    }

    [Fact]
    public async Task List_FilteredAndSearched_FindsTheMessage()
    {
        await using var mail = await MailFixture.StartAsync();
        await mail.QueueAsync(MailFixture.Message("zoe@x.example"));
        var held = await mail.QueueAsync(MailFixture.Message() with { Cc = [new("b@x.example", "Béatrice Côté")] });
        var list = mail.Portal.Get<ListMessages>();
        Assert.Equal(2, (await list.RunAsync(new MessageFilter(), default)).Value.Total);
        Assert.Equal(held, Assert.Single((await list.RunAsync(new MessageFilter { NeedsAttention = true }, default)).Value.Rows).Id);
        Assert.Equal(held, Assert.Single((await list.RunAsync(new MessageFilter { Search = "beatrice cote" }, default)).Value.Rows).Id);
        Assert.Single((await list.RunAsync(new MessageFilter { State = MessageState.Queued, Kind = "test", Search = "ZOE" }, default)).Value.Rows);
        Assert.Empty((await list.RunAsync(new MessageFilter { Kind = "other" }, default)).Value.Rows);
    }

    [Fact]
    public async Task CleanUp_OldMessages_GoesButKeepsWhatMustNotGoTwice()
    {
        await using var mail = await MailFixture.StartAsync(settings: o => o.KeepDays = 30);
        await mail.QueueAsync(MailFixture.Message("a@x.example"));
        var once = await mail.QueueAsync(MailFixture.Message("a@x.example") with { DedupeKey = "once" });
        var failed = await mail.QueueAsync(MailFixture.Message());
        await mail.SendAsync();
        mail.Portal.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(1, (await mail.Portal.Get<CleanUpMessages>().RunAsync(default)).Value);
        Assert.Equal("", (await mail.FindAsync(once)).HtmlBody);
        Assert.NotEqual("", (await mail.FindAsync(failed)).HtmlBody);
    }

    [Fact]
    public async Task Outbox_FollowerLosesARace_IsAskedAgainWithFreshData()
    {
        var follower = new RacingFollower();
        await using var mail = await MailFixture.StartAsync(more: s => s.AddSingleton<IMessageFollower>(follower));
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));
        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        Assert.Equal((MessageState.Sent, null), await StateAsync(mail, id));
        Assert.Equal(3, follower.Asked);
        Assert.Single((await mail.FindAsync(id)).Events);
        Assert.Single(mail.Server.Taken);
    }

    [Fact]
    public async Task Outbox_ConfidentialMessage_LosesItsBodyOnceSent()
    {
        await using var mail = await MailFixture.StartAsync();
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example") with { IsConfidential = true });
        await mail.SendAsync();
        Assert.Contains("Bonjour", ReadMail.Parse(Assert.Single(mail.Server.Taken).Content).Find("text/plain").Text, StringComparison.Ordinal);
        Assert.Equal(("", ""), ((await mail.FindAsync(id)).HtmlBody, (await mail.FindAsync(id)).TextBody));
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

    [Fact]
    public async Task Outbox_AttachedDocument_ArrivesByteForByte()
    {
        await using var mail = await MailFixture.StartAsync();
        var bytes = new byte[300_000];
        new Random(5).NextBytes(bytes);
        await using (var db = mail.Portal.Open())
        {
            var document = StoredDocument.Generated(
                new SubjectRef("Invoice", 1), "invoice", 1, new DocumentFile("Facture été n° 12.pdf", "application/pdf", bytes), 7,
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

    private static async Task<(MessageState State, string? Attention)> StateAsync(MailFixture mail, long id)
    {
        var message = await mail.FindAsync(id);
        return (message.State, message.Attention);
    }

    private sealed class DeadlySteps : Steps
    {
        private readonly TaskCompletionSource died = new();

        public string At { get; set; } = "";

        public Task Died => died.Task;

        public override void Reached(string step)
        {
            if (step == At)
            {
                died.SetResult();
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }

    private sealed class RacingFollower : IMessageFollower
    {
        public int Asked { get; private set; }

        public IReadOnlyCollection<string> Kinds => ["test"];

        public Task AcceptedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct) =>
            ++Asked < 3 ? throw new DbUpdateConcurrencyException("somebody was faster") : Task.CompletedTask;
    }

    private sealed class BrokenFollower : IMessageFollower
    {
        public IReadOnlyCollection<string> Kinds => ["test"];

        public Task AcceptedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct) => throw new InvalidOperationException("no");
    }
}
