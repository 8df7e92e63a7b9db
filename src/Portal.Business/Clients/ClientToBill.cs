using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Clients;

/// <summary>Whom an invoice is for, with contacts, and the stamp of the reference data that goes with it.</summary>
internal sealed record ClientToBill(Client Client, int Stamp)
{
    private static readonly KnownQuery<long, long, ClientToBill> Both = new((db, buyerId, payerId) =>
        db.Clients.AsNoTracking().Include(c => c.Contacts).Where(c => c.Id == buyerId || c.Id == payerId)
            .Select(c => new ClientToBill(c, db.ReferenceStamps.Select(s => s.Version).First())));

    /// <summary>The buyer and the payer, who are usually the same.</summary>
    public static Task<List<ClientToBill>> ReadAsync(PortalDbContext db, long buyerId, long payerId, CancellationToken ct) => Both.ToListAsync(db, buyerId, payerId, ct);
}
