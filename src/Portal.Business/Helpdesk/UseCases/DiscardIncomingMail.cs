using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>A mail is nothing for the helpdesk. It stays to be read for some time.</summary>
public sealed class DiscardIncomingMail(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long Id, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.IncomingMails.SingleOrDefaultAsync(m => m.Id == input.Id, ct) is not { } mail)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(mail, input.Version);
        return mail.Discard(user, clock.GetUtcNow().UtcDateTime).Refusal is { } refusal ? refusal : await db.TrySaveAsync(ct);
    }
}
