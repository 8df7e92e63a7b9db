using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Integrity;

/// <summary>Releases of what was held back, in the chain, or their reversals.</summary>
public sealed class RetentionSeals(bool reversals) : ISealSource
{
    public SealedKind Kind => KindOf(reversals);

    /// <summary>Seals a release that was just made, or its reversal if it is reversed.</summary>
    public static void Add(PortalDbContext db, RetentionRelease release) => db.Seal(
        KindOf(release.ReversedOn is not null), release.LegalEntityId, release.Id, release.Number, release.ReversedOn ?? release.ReleasedOn, release.Amount, release.Currency,
        release.ReversedOn is not null ? text => DescribeReversal(text, release) : text => Describe(text, release));

    public async Task<IReadOnlyDictionary<long, string>> ReadAsync(PortalDbContext db, IReadOnlyList<long> ids, CancellationToken ct) =>
        (await db.RetentionReleases.AsNoTracking().Where(r => ids.Contains(r.Id) && (!reversals || r.ReversedOn != null)).ToListAsync(ct))
            .ToDictionary(r => r.Id, r => SealText.Of(text => (reversals ? (Action<SealText, RetentionRelease>)DescribeReversal : Describe)(text, r)));

    public IQueryable<Unsealed> Unsealed(PortalDbContext db, long legalEntityId)
    {
        var kind = Kind;
        return db.RetentionReleases
            .Where(r => r.LegalEntityId == legalEntityId && (!reversals || r.ReversedOn != null) && !db.SealedRecords.Any(s => s.Kind == kind && s.SubjectId == r.Id))
            .OrderBy(r => r.Id).Select(r => new Unsealed(r.Id, r.Number));
    }

    private static SealedKind KindOf(bool reversed) => reversed ? SealedKind.RetentionReversal : SealedKind.RetentionRelease;

    private static void Describe(SealText text, RetentionRelease release)
    {
        text.Add("legal-entity", release.LegalEntityId);
        text.Add("number", release.Number);
        text.Add("client", release.ClientId);
        text.Add("invoice", release.InvoiceId);
        text.Add("ordinal", release.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture));
        text.Add("amount", release.Amount);
        text.Add("currency", release.Currency);
        text.Add("released-on", release.ReleasedOn);
        text.Add("reason", release.Reason);
        text.Add("recorded-at", release.CreatedAt);
    }

    private static void DescribeReversal(SealText text, RetentionRelease release)
    {
        text.Add("release", release.Id);
        text.Add("number", release.Number);
        text.Add("amount", release.Amount);
        text.Add("currency", release.Currency);
        text.Add("reversed-on", release.ReversedOn);
        text.Add("reversed-at", release.ReversedAt);
        text.Add("reason", release.ReversalReason);
    }
}
