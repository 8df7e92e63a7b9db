using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <param name="Address">Who gets the test message.</param>
public sealed record TestMessage(string Address, string Language);

/// <param name="Answer">What the server said, or what broke.</param>
public sealed record TestAnswer(MessageState State, string Answer, long MessageId);

/// <summary>Sends a message right now and says what the server answered. It takes the same way as every other message.</summary>
public sealed class SendTestMessage(
    IDbContextFactory<PortalDbContext> contexts, Outbox outbox, MailComposer composer, MessageDelivery delivery, IMailTransport transport,
    ICurrentUser user, TimeProvider clock)
{
    public async Task<Result<TestAnswer>> RunAsync(TestMessage input, CancellationToken ct)
    {
        if (!user.Has(Permissions.MailManage))
        {
            return Refusal.Forbidden;
        }

        if (!EmailAddress.TryRead(input.Address, out var address))
        {
            return Refusal.Invalid("Mail.BadAddress", input.Address).On(nameof(input.Address));
        }

        OutgoingMessage message;
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            var entity = await db.LegalEntities.AsNoTracking().OrderBy(e => e.Id).FirstOrDefaultAsync(ct);
            var now = clock.GetUtcNow().UtcDateTime;
            var content = await composer.ComposeAsync(db, "mail.test", input.Language, entity is null ? new MailBrand("Portal") : MailBrand.Of(entity),
                new Dictionary<string, string?> { ["Person.Name"] = user.Name, ["Test.Time"] = now.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) }, ct);
            message = outbox.Add(db, new NewMessage("mail.test", content) { To = [new MailContact(address)] });
            if (await db.TrySaveAsync(ct) is { Succeeded: false } refused)
            {
                return Result<TestAnswer>.Refused(refused.Refusals);
            }
        }

        await delivery.DeliverAsync(contexts, transport, message.Id, ct);
        await using var after = await contexts.CreateDbContextAsync(ct);
        return await after.OutgoingMessages.Where(m => m.Id == message.Id).Select(m => new TestAnswer(m.State, m.LastAnswer, m.Id)).SingleAsync(ct);
    }
}
