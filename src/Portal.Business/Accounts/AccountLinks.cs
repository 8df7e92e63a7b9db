using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts;

/// <summary>Makes, finds and withdraws the links by which people set their password.</summary>
public sealed class AccountLinks(AccountMails mails, IOptions<SiteOptions> site, TimeProvider clock, ILogger<AccountLinks> log)
{
    /// <summary>Makes a link that replaces the earlier ones, and queues the mail that carries it, both in the caller's save.</summary>
    public async Task SendAsync(PortalDbContext db, User user, AccountLinkPurpose purpose, CancellationToken ct)
    {
        var (link, address) = await MakeAsync(db, user, purpose, ct);
        var clients = user.IsClientUser ? await ClientNamesAsync(db, user.Id, ct) : [];
        await mails.QueueLinkAsync(db, user, link, address, clients, ct);
    }

    /// <summary>Makes a link without sending it; the address is for whoever reads the console.</summary>
    public async Task<(AccountLink Link, string Address)> MakeAsync(PortalDbContext db, User user, AccountLinkPurpose purpose, CancellationToken ct)
    {
        await RevokeAsync(db, user.Id, ct);
        var (link, secret) = AccountLink.Make(user.Id, purpose, clock.GetUtcNow().UtcDateTime);
        db.AccountLinks.Add(link);
        log.LinkMade(purpose, user.Id);
        var page = purpose == AccountLinkPurpose.Invitation ? "account/invitation" : "account/reset-password";
        return (link, site.Value.Link($"{page}?key={secret}"));
    }

    /// <summary>With those that this save adds.</summary>
    private static async Task<IReadOnlyList<string>> ClientNamesAsync(PortalDbContext db, long userId, CancellationToken ct)
    {
        var added = db.ClientUsers.Local.Where(c => c.UserId == userId).Select(c => c.ClientId).ToList();
        return await db.Clients.AllClients()
            .Where(c => added.Contains(c.Id) || db.ClientUsers.Any(x => x.UserId == userId && x.ClientId == c.Id))
            .OrderBy(c => c.Name).Select(c => c.Name).ToListAsync(ct);
    }

    public async Task RevokeAsync(PortalDbContext db, long userId, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var open in await db.AccountLinks.Where(l => l.UserId == userId && l.UsedAt == null && l.RevokedAt == null).ToListAsync(ct))
        {
            open.Revoke(now);
        }
    }

    /// <summary>The link and its user, if the link can be used now.</summary>
    public async Task<(AccountLink Link, User User)?> FindOpenAsync(PortalDbContext db, string? secret, AccountLinkPurpose purpose, CancellationToken ct)
    {
        if (secret is not { Length: > 0 and < 100 })
        {
            return null;
        }

        var hash = AccountLink.Hash(secret);
        var link = await db.AccountLinks.SingleOrDefaultAsync(l => l.SecretHash == hash && l.Purpose == purpose, ct);
        if (link is null || !link.IsOpen(clock.GetUtcNow().UtcDateTime))
        {
            return null;
        }

        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == link.UserId, ct);
        return user is null or { State: UserState.Locked } ? null : (link, user);
    }
}
