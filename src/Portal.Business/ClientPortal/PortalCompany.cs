using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.PersonalLinks;

namespace Portal.Business.ClientPortal;

/// <summary>The company of ours that a page of the portal speaks for.</summary>
public sealed record PortalCompany(
    long Id, string Name, string LegalName, string Color, bool HasLogo, IReadOnlyList<string> AddressLines, string Phone, string Email, BankDetails Bank)
{
    /// <summary>Of something that waits for an answer: nothing is paid there.</summary>
    public static PortalCompany Of(PublicSeller s) =>
        new(s.Id, s.Name, s.LegalName, s.Color, s.LogoDocumentId is not null, s.Address.Lines(), s.Phone, s.Email, BankDetails.None);

    /// <summary>The company that issued something, or the one that serves the user's first client.</summary>
    public static async Task<PortalCompany?> LoadAsync(PortalDbContext db, long? legalEntityId, CancellationToken ct)
    {
        var id = legalEntityId ?? await db.Clients.OrderBy(c => c.Id).Select(c => (long?)c.LegalEntityId).FirstOrDefaultAsync(ct);
        return await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is { } e
            ? new PortalCompany(e.Id, e.Name, e.LegalName, e.Color, e.LogoDocumentId is not null, e.Address.Lines(), e.Phone, e.Email, e.Bank)
            : null;
    }
}
