using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <summary>Addresses as a person types them: separated by commas, semicolons or lines, with or without a name ("Name &lt;address&gt;").</summary>
public sealed record CorrectedRecipients(long MessageId, string To, string Cc, string Bcc);

/// <summary>Gives a message other recipients; who has already received it does not receive it again.</summary>
public sealed class CorrectRecipients(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public async Task<Result> RunAsync(CorrectedRecipients input, CancellationToken ct)
    {
        if (!user.Has(Permissions.MailManage))
        {
            return Refusal.Forbidden;
        }

        var (to, cc, bcc) = (MailContacts.Read(input.To), MailContacts.Read(input.Cc), MailContacts.Read(input.Bcc));
        var wrong = to.Select(c => (c, nameof(input.To))).Concat(cc.Select(c => (c, nameof(input.Cc)))).Concat(bcc.Select(c => (c, nameof(input.Bcc))))
            .Where(x => !EmailAddress.IsValid(x.c.Address)).Select(x => Refusal.Invalid("Mail.BadAddress", x.c.Address).On(x.Item2)).ToList();
        if (to.Count == 0)
        {
            wrong.Add(Refusal.Invalid("Common.Required").On(nameof(input.To)));
        }

        if (wrong.Count > 0)
        {
            return Result.Refused(wrong);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.OutgoingMessages.SingleOrDefaultAsync(m => m.Id == input.MessageId, ct) is not { } message)
        {
            return Refusal.NotFound;
        }

        var done = message.Correct(to, cc, bcc, user, clock.GetUtcNow().UtcDateTime);
        return done.Succeeded ? await db.TrySaveAsync(ct) : done;
    }
}
