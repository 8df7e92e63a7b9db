using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Data;

namespace Portal.Business.Common;

/// <summary>A word that things of one kind are gathered by. The same word twice on one, capitals and accents apart, is refused by the database.</summary>
public abstract class Label : Entity, IAudited
{
    public const int Longest = 60;

    private protected Label()
    {
    }

    private protected Label(string name) => (Name, Key) = (name, KeyOf(name));

    public string Name { get; private set; } = "";

    /// <summary>Folded; what things are found by.</summary>
    [NotAudited]
    public string Key { get; private set; } = "";

    public static string KeyOf(string name) => Folding.Cut(Folding.Fold(name), 2 * Longest);
}

/// <param name="Key">What a filter says of it.</param>
public sealed record LabelName(string Key, string Name);

/// <summary>What every kind of label has in common.</summary>
internal static class Labels
{
    /// <summary>Its columns, and that one thing has a label once and is found by it.</summary>
    public static void Map<T>(EntityTypeBuilder<T> builder, string table, string owner)
        where T : Label
    {
        builder.ToTable(table);
        builder.Property(l => l.Name).HasMaxLength(Label.Longest);
        builder.Property(l => l.Key).HasMaxLength(2 * Label.Longest);
        builder.HasIndex(owner, nameof(Label.Key)).IsUnique();
        builder.HasIndex(nameof(Label.Key), owner);
    }

    /// <summary>Puts a label on one thing, or takes it off, and saves. One spelling of a label for all things of the kind: the first.</summary>
    /// <param name="db">Where to save.</param>
    /// <param name="ofOwner">The labels of that thing.</param>
    /// <param name="make">A label of it with that name.</param>
    /// <param name="typed">As somebody wrote it.</param>
    /// <param name="remove">Takes it off.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<Result> SetAsync<T>(
        PortalDbContext db, Expression<Func<T, bool>> ofOwner, Func<string, T> make, string typed, bool remove, CancellationToken ct)
        where T : Label
    {
        var name = string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length is 0 or > Label.Longest)
        {
            return (name.Length == 0 ? Refusal.Invalid("Common.Required") : Refusal.Invalid("Common.TooLong", nameof(Label), Label.Longest)).On(nameof(Label));
        }

        var key = Label.KeyOf(name);
        var there = await db.Set<T>().Where(ofOwner).SingleOrDefaultAsync(l => l.Key == key, ct);
        if (remove == (there is null))
        {
            return Result.Done;
        }

        if (there is not null)
        {
            db.Remove(there);
        }
        else
        {
            db.Add(make(await db.Set<T>().Where(l => l.Key == key).OrderBy(l => l.Id).Select(l => l.Name).FirstOrDefaultAsync(ct) ?? name));
        }

        return await db.TrySaveAsync(ct);
    }

    /// <summary>The labels in use, each once, by what one types.</summary>
    /// <param name="db">Where to look.</param>
    /// <param name="text">What is typed.</param>
    /// <param name="key">This one only: to name what is chosen already.</param>
    /// <param name="skip">So many are known already.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<List<LabelName>> FindAsync<T>(PortalDbContext db, string text, string? key, int skip, int take, CancellationToken ct)
        where T : Label
    {
        var labels = db.Set<T>().AsNoTracking().Matching(l => l.Key, text).Where(l => key == null || l.Key == key);
        var found = await labels.GroupBy(l => l.Key).Select(g => new { g.Key, Name = g.Min(l => l.Name)! }).OrderBy(l => l.Key).Skip(skip).Take(take).ToListAsync(ct);
        return found.ConvertAll(l => new LabelName(l.Key, l.Name));
    }
}
