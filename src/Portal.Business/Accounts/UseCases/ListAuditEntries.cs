using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <param name="Subject">Name of a class ("Invoice").</param>
/// <param name="Person">Part of the name of who did it.</param>
/// <param name="From">UTC, included.</param>
/// <param name="Until">UTC, not included.</param>
public sealed record AuditFilter(
    string? Subject = null, long? SubjectId = null, string? Person = null, AuditAction? Action = null, DateTime? From = null, DateTime? Until = null);

/// <param name="SubjectName">What the record is called today; null if it is gone or has no name.</param>
public sealed record AuditRow(
    long Id, DateTime At, string Person, string Subject, long SubjectId, string? SubjectName, AuditAction Action, IReadOnlyList<AuditChange> Changes);

/// <summary>Who did what, newest first.</summary>
public sealed class ListAuditEntries(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public async Task<Result<Page<AuditRow>>> RunAsync(AuditFilter filter, PageRequest page, CancellationToken ct)
    {
        if (!user.Has(Permissions.AuditView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var entries = Filter(db.AuditEntries.AsNoTracking(), filter);
        var total = await entries.CountAsync(ct);
        var found = await entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Skip(page.Skip).Take(page.Take).ToListAsync(ct);
        var names = await AuditSubjects.NamesAsync(db, found, ct);
        var said = await AuditNames.LoadAsync(db, found, ct);
        return new Page<AuditRow>(
            [.. found.Select(e => new AuditRow(e.Id, e.At, e.UserName, e.Subject, e.SubjectId, names.GetValueOrDefault((e.Subject, e.SubjectId)), e.Action, AuditNames.Say(e, said)))],
            total);
    }

    private static IQueryable<AuditEntry> Filter(IQueryable<AuditEntry> entries, AuditFilter filter)
    {
        if (filter.Subject is { Length: > 0 } subject)
        {
            entries = entries.Where(e => e.Subject == subject);
        }

        if (filter.SubjectId is { } id)
        {
            entries = entries.Where(e => e.SubjectId == id);
        }

        entries = entries.WhereContains((e => e.UserName, filter.Person ?? ""));
        if (filter.Action is { } action)
        {
            entries = entries.Where(e => e.Action == action);
        }

        if (filter.From is { } from)
        {
            entries = entries.Where(e => e.At >= from);
        }

        return filter.Until is { } until ? entries.Where(e => e.At < until) : entries;
    }
}
