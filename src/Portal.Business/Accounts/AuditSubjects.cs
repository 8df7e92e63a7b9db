using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts;

/// <summary>Finds what the records of the audit trail are called today: their number, else their name.</summary>
internal static class AuditSubjects
{
    private static readonly string[] Labels = ["Number", "DisplayName", "Name", "Code", "Title"];

    private static readonly MethodInfo Reader = typeof(AuditSubjects).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>By kind and id; records that are gone or have no name are missing.</summary>
    public static async Task<Dictionary<(string Subject, long Id), string>> NamesAsync(PortalDbContext db, IEnumerable<AuditEntry> entries, CancellationToken ct)
    {
        var names = new Dictionary<(string, long), string>();
        foreach (var group in entries.GroupBy(e => e.Subject))
        {
            var type = db.Model.GetEntityTypes().FirstOrDefault(t => t.ClrType.Name == group.Key && !t.IsOwned() && t.FindPrimaryKey()?.Properties is [{ ClrType: var key }] && key == typeof(long));
            if (type is null || Array.Find(Labels, l => type.FindProperty(l)?.ClrType == typeof(string)) is not { } label)
            {
                continue;
            }

            var ids = group.Select(e => e.SubjectId).Distinct().ToList();
            foreach (var (id, name) in await (Task<List<KeyValuePair<long, string?>>>)Reader.MakeGenericMethod(type.ClrType).Invoke(null, [db, label, ids, ct])!)
            {
                if (!string.IsNullOrEmpty(name))
                {
                    names[(group.Key, id)] = name;
                }
            }
        }

        return names;
    }

    private static Task<List<KeyValuePair<long, string?>>> ReadAsync<T>(PortalDbContext db, string label, List<long> ids, CancellationToken ct)
        where T : class =>
        db.Set<T>().AsNoTracking().Where(e => ids.Contains(EF.Property<long>(e, "Id")))
            .Select(e => new KeyValuePair<long, string?>(EF.Property<long>(e, "Id"), EF.Property<string?>(e, label))).ToListAsync(ct);
}
