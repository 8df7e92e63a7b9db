using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Clients.Import;

/// <summary>
/// Tells duplicates of an import: rows that are like a client of the database or like an earlier row of the file. Remembers 64-bit
/// hashes of what it saw, so that a large file needs little memory.
/// </summary>
internal sealed class KnownClients(PortalDbContext db)
{
    private readonly HashSet<long> seen = [];

    /// <summary>For each row the reason why it is a duplicate, or null.</summary>
    public async Task<IReadOnlyList<string?>> DuplicatesAsync(IReadOnlyList<ReadClient> rows, CancellationToken ct)
    {
        var names = rows.Select(r => Client.FoldName(r.Fields.Name)).Distinct().ToList();
        var emails = rows.SelectMany(r => r.Emails).SelectMany(e => new[] { e, e.ToLowerInvariant() }).Distinct().ToList();
        var keys = rows.SelectMany(r => NumbersOf(r.Fields.Numbers)).Distinct().ToList();

        var known = new HashSet<string>(StringComparer.Ordinal);
        known.UnionWith((await db.Clients.Where(c => names.Contains(c.FoldedName)).Select(c => c.FoldedName).ToListAsync(ct)).Select(n => "n" + n));
        known.UnionWith((await db.Clients.Where(c => emails.Contains(c.Email)).Select(c => c.Email).ToListAsync(ct)).Select(EmailKey));
        known.UnionWith((await db.Contacts.Where(c => emails.Contains(c.Email)).Select(c => c.Email).ToListAsync(ct)).Select(EmailKey));
        if (keys.Count > 0)
        {
            known.UnionWith((await db.Clients
                .Where(c => keys.Contains(c.Numbers.Siren) || keys.Contains(c.Numbers.Neq) || keys.Contains(c.Numbers.Gst) || keys.Contains(c.Numbers.VatId))
                .Select(c => c.Numbers).ToListAsync(ct)).SelectMany(NumbersOf).Select(n => "r" + n));
        }

        return [.. rows.Select(row => ReasonOf(row, known))];
    }

    private string? ReasonOf(ReadClient row, HashSet<string> known)
    {
        var reasons = NumbersOf(row.Fields.Numbers).Select(n => ("Clients.DuplicateNumber", "r" + n))
            .Concat(row.Emails.Select(e => ("Clients.DuplicateEmail", EmailKey(e))))
            .Append(("Clients.DuplicateName", "n" + Client.FoldName(row.Fields.Name)))
            .ToList();
        var found = reasons.Where(r => known.Contains(r.Item2) || seen.Contains(Hash(r.Item2))).Select(r => r.Item1).FirstOrDefault();
        foreach (var (_, key) in reasons)
        {
            seen.Add(Hash(key));
        }

        return found;
    }

    private static string EmailKey(string email) => "e" + email.ToLowerInvariant();

    private static IEnumerable<string> NumbersOf(RegistrationNumbers numbers) =>
        new[] { numbers.Siren, numbers.Neq, numbers.Gst, numbers.VatId }.Where(n => n.Length > 0);

    private static long Hash(string key) =>
        BitConverter.ToInt64(SHA256.HashData(MemoryMarshal.AsBytes(key.AsSpan())));
}
