using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.ClientPortal;

/// <summary>Which contact of a client the user of the portal is: the one with the address that they sign in with.</summary>
internal static class OwnContact
{
    public static async Task<long?> FindAsync(PortalDbContext db, ICurrentUser user, long clientId, CancellationToken ct)
    {
        var email = await db.Users.Where(u => u.Id == user.UserId).Select(u => u.Email).SingleOrDefaultAsync(ct);
        var key = (email ?? "").ToLowerInvariant();
        return key.Length == 0 ? null
            : await db.Contacts.Where(c => c.ClientId == clientId && c.IsActive && c.EmailKey == key).OrderBy(c => c.Id).Select(c => (long?)c.Id).FirstOrDefaultAsync(ct);
    }
}
