using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Mail;

/// <summary>Several processes that send, and one that dies while sending.</summary>
public sealed class OutboxProcessTests
{
    /// <summary>So long the server keeps a client waiting that may be going.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

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

    /// <summary>Once the content is on its way, the server's answer is waited for; before, the message is given back as if it had not been tried.</summary>
    [Theory]
    [InlineData(Stage.Content, MessageState.Sent)]
    [InlineData(Stage.Data, MessageState.Queued)]
    public async Task Outbox_AskedToStop_SendsOnce_WhereverItWas(Stage stage, MessageState left)
    {
        using var stopping = new CancellationTokenSource();
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (reached, _) =>
        {
            if (reached == stage)
            {
                stopping.Cancel();
                Thread.Sleep(Patience);
            }

            return null;
        };
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));
        mail.Portal.User = SystemUser.Instance;

        await Record.ExceptionAsync(() => mail.Portal.Get<SendOutbox>().RunAsync(stopping.Token));

        var message = await mail.FindAsync(id);
        Assert.Equal((left, left == MessageState.Sent ? 1 : 0), (message.State, message.Attempts));
        mail.Server.Answer = (_, _) => null;
        mail.Portal.Clock.Advance(TimeSpan.FromHours(1));
        await mail.SendAsync();
        Assert.Single(mail.Server.Taken);
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
}
