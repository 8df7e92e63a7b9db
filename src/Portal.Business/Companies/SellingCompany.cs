using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Companies;

/// <summary>Which company of ours sells to a client.</summary>
internal static class SellingCompany
{
    /// <summary>That of the job; without one the company that was chosen, if it still sells, or the client's usual one.</summary>
    /// <param name="job">What is sold belongs to it; null where its job is made with it.</param>
    /// <param name="chosen">Null leaves it with the client's usual company.</param>
    public static async Task<Result<LegalEntity>> SellerAsync(this PortalDbContext db, Client client, Job? job, long? chosen, CancellationToken ct)
    {
        var id = job?.LegalEntityId ?? chosen ?? client.LegalEntityId;
        return await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is { } seller && (seller.IsActive || job is not null || id == client.LegalEntityId)
            ? seller
            : Refusal.Invalid("Companies.SellsNothing").On("LegalEntityId");
    }

    /// <summary>The same with what its documents are computed with, which is mostly known already.</summary>
    /// <param name="stamp">As the caller has just read it.</param>
    public static async Task<Result<CompanyBook>> OfSellerAsync(
        this CompanyBooks books, PortalDbContext db, Client client, Job? job, long? chosen, int stamp, CancellationToken ct)
    {
        var usual = job?.LegalEntityId ?? client.LegalEntityId;
        return job is not null || chosen is null || chosen == usual ? await books.GetAsync(db, usual, stamp, ct)
            : (await db.SellerAsync(client, job, chosen, ct)).TryGet(out var seller, out var sellsNothing) ? await books.GetAsync(db, seller.Id, stamp, ct)
            : sellsNothing;
    }
}
