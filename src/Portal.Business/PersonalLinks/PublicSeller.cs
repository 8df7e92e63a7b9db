using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.PersonalLinks;

/// <summary>Whose offer it is, on a page that everybody with the link may read.</summary>
/// <param name="LogoDocumentId">Served with the page; null without a logo.</param>
public sealed record PublicSeller(
    long Id, string Name, string LegalName, Address Address, string Phone, string Email, string Website, string Color, long? LogoDocumentId)
{
    internal static PublicSeller Of(LegalEntity e) =>
        new(e.Id, e.Name, e.LegalName, e.Address, e.Phone, e.Email, e.Website, e.Color, e.LogoDocumentId);
}

/// <summary>How it was answered.</summary>
/// <param name="At">In the legal entity's time zone.</param>
public sealed record PublicDecision(bool Approved, string Name, DateTimeOffset At);
