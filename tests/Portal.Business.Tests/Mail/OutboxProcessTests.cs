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
    public async Task Outbox_AskedToStopWhileTheServerHasTheContent_WaitsForItsAnswer()
    {
        using var stopping = new CancellationTokenSource();
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (stage, _) =>
        {
            if (stage == Stage.Content)
            {
                stopping.Cancel();
                Thread.Sleep(300);
            }

            return null;
        };
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));
        mail.Portal.User = SystemUser.Instance;

        await Record.ExceptionAsync(() => mail.Portal.Get<SendOutbox>().RunAsync(stopping.Token));

        Assert.Equal((MessageState.Sent, null), await mail.StateAsync(id));
        mail.Portal.Clock.Advance(TimeSpan.FromHours(1));
        await mail.SendAsync();
        Assert.Single(mail.Server.Taken);
    }

    [Fact]
    public async Task Outbox_AskedToStopBeforeTheContent_GivesTheMessageBack()
    {
        using var stopping = new CancellationTokenSource();
        await using var mail = await MailFixture.StartAsync();
        mail.Server.Answer = (stage, _) =>
        {
            if (stage == Stage.Data)
            {
                stopping.Cancel();
                Thread.Sleep(300);
            }

            return null;
        };
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));
        mail.Portal.User = SystemUser.Instance;

        await Record.ExceptionAsync(() => mail.Portal.Get<SendOutbox>().RunAsync(stopping.Token));

        var message = await mail.FindAsync(id);
        Assert.Equal((MessageState.Queued, 0), (message.State, message.Attempts));
        mail.Server.Answer = (_, _) => null;
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
