using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.PersonalLinks;

internal static class LinkFinding
{
    /// <summary>
    /// The link of a secret, for anybody who holds it: whoever calls acts for its record only. A link that is over says whom to ask for another.
    /// </summary>
    public static async Task<Result<TLink>> FindLinkAsync<TLink>(this PortalDbContext db, string? secret, DateTime now, CancellationToken ct)
        where TLink : PersonalLink
    {
        if (!LinkSecret.IsWhole(secret))
        {
            return Refusal.Invalid("PersonalLinks.Unknown");
        }

        var hash = LinkSecret.Hash(secret!);
        if (await db.Set<TLink>().AllClients().SingleOrDefaultAsync(l => l.TokenHash == hash, ct) is not { } link)
        {
            return new Refusal(RefusalKind.NotFound, "PersonalLinks.Unknown");
        }

        if (link.IsValid(now))
        {
            return link;
        }

        var (name, contact) = await WhomToAskAsync(db, link.LegalEntityId, ct);
        return Refusal.NotNow(link.ExpiresAt <= now ? "PersonalLinks.OutOfTime" : "PersonalLinks.Withdrawn", name, contact);
    }

    /// <summary>The name of a company, and how it is reached.</summary>
    public static async Task<(string Name, string Contact)> WhomToAskAsync(PortalDbContext db, long legalEntityId, CancellationToken ct)
    {
        var seller = await db.LegalEntities.AsNoTracking().Where(e => e.Id == legalEntityId).Select(e => new { e.Name, e.Email, e.Phone }).SingleAsync(ct);
        return (seller.Name, seller.Phone.Length > 0 ? $"{seller.Email} · {seller.Phone}" : seller.Email);
    }

    /// <summary>Closes a link at once, for staff.</summary>
    public static Result Close(this PersonalLink link, DateTime now)
    {
        if (!link.IsValid(now))
        {
            return Refusal.NotNow("PersonalLinks.ClosedAlready", link.Email);
        }

        link.Revoke(now);
        return Result.Done;
    }

    /// <summary>The columns that all links have; the caller adds what it opens.</summary>
    public static void MapLink<TLink>(this EntityTypeBuilder<TLink> builder, string table)
        where TLink : PersonalLink
    {
        builder.ToTable(table);
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasIndex(l => l.ExpiresAt);
        builder.HasOne<LegalEntity>().WithMany().HasForeignKey(l => l.LegalEntityId).OnDelete(DeleteBehavior.Restrict);
    }
}
