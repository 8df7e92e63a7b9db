using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;

namespace Portal.Business.Tests.Mail;

/// <summary>Capabilities that follow what becomes of their messages.</summary>
public sealed class MessageFollowerTests
{
    [Fact]
    public async Task Outbox_FollowerFails_MessageIsSentAllTheSame()
    {
        await using var mail = await MailFixture.StartAsync(more: s => s.AddScoped<IMessageFollower, BrokenFollower>());
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));
        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        Assert.Equal((MessageState.Sent, null), await mail.StateAsync(id));
    }

    [Fact]
    public async Task Outbox_FollowerLosesARace_IsAskedAgainWithFreshData()
    {
        var follower = new RacingFollower();
        await using var mail = await MailFixture.StartAsync(more: s => s.AddSingleton<IMessageFollower>(follower));
        var id = await mail.QueueAsync(MailFixture.Message("a@x.example"));
        Assert.Equal(new OutboxRun(1, 0, 0), await mail.SendAsync());
        Assert.Equal((MessageState.Sent, null), await mail.StateAsync(id));
        Assert.Equal(3, follower.Asked);
        Assert.Single((await mail.FindAsync(id)).Events);
        Assert.Single(mail.Server.Taken);
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
