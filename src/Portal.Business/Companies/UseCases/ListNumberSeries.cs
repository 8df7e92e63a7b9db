using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies.UseCases;

public sealed class ListNumberSeries(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="NextNumber">As the next document will show it.</param>
    public sealed record Row(long Id, int Version, NumberedDocument Document, string Prefix, int Digits, long Next, string NextNumber, bool IsUsed, bool PrefixIsFixed);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var series = await db.NumberSeries.AsNoTracking().Where(s => s.LegalEntityId == legalEntityId).ToListAsync(ct);
        return series.OrderBy(s => s.Document)
            .Select(s => new Row(s.Id, s.Version, s.Document, s.Prefix, s.Digits, s.Next, s.Format(s.Next), s.IsUsed, s.IsUsed && NumberSeries.IsChronological(s.Document)))
            .ToList();
    }
}
