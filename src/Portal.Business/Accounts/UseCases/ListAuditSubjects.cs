using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>The kinds of records that leave a trace, by the names of their classes.</summary>
public sealed class ListAuditSubjects(PortalDbContext db, ICurrentUser user)
{
    public Task<Result<IReadOnlyList<string>>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.AuditView))
        {
            return Task.FromResult<Result<IReadOnlyList<string>>>(Refusal.Forbidden);
        }

        Result<IReadOnlyList<string>> subjects = db.Model.GetEntityTypes().Select(e => e.ClrType)
            .Where(t => typeof(IAudited).IsAssignableFrom(t) || typeof(IAuditedPart).IsAssignableFrom(t))
            .Select(t => t.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        return Task.FromResult(subjects);
    }
}
