using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Accounting.UseCases;

/// <summary>Until when the books of a legal entity are locked, and who may still book there.</summary>
public sealed class ShowPeriodLock(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    private const int MostStaff = 500;

    public sealed record Booker(long Id, string Name, string Reason);

    /// <param name="MonthEnd">The end of the last whole month, which is what people lock.</param>
    /// <param name="LaterEntries">Entries after the lock date: what stays open.</param>
    /// <param name="Staff">Who can be named; empty for those who may not.</param>
    public sealed record Shown(
        string LegalEntity, int Version, DateOnly? LockDate, DateOnly Today, DateOnly MonthEnd, int LaterEntries, IReadOnlyList<Booker> Bookers,
        IReadOnlyList<(long Id, string Name)> Staff, bool MayChange);

    public async Task<Result<Shown>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == legalEntityId, ct);
        if (entity is null)
        {
            return Refusal.NotFound;
        }

        var bookers = await db.LateBookers.AsNoTracking().Where(b => b.LegalEntityId == legalEntityId).OrderBy(b => b.Name).ThenBy(b => b.Id).ToListAsync(ct);
        var named = bookers.Select(b => b.UserId).ToList();
        var mayChange = user.Has(Permissions.AccountingLock);
        var staff = mayChange
            ? await db.Users.Where(u => !u.IsClientUser && u.LockedAt == null && !named.Contains(u.Id)).OrderBy(u => u.SearchKey).ThenBy(u => u.Id).Take(MostStaff)
                .Select(u => new { u.Id, u.DisplayName }).ToListAsync(ct)
            : [];
        var later = await db.AccountingEntries.CountAsync(e => e.LegalEntityId == legalEntityId && (entity.BooksLockDate == null || e.BookedOn > entity.BooksLockDate), ct);
        var today = entity.Today(clock);
        return new Shown(
            entity.Name, entity.Version, entity.BooksLockDate, today, today.AddDays(-today.Day), later,
            [.. bookers.Select(b => new Booker(b.Id, b.Name, b.Reason))], [.. staff.Select(s => (s.Id, s.DisplayName))], mayChange);
    }
}
