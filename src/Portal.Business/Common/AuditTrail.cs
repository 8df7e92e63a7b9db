using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Business.Common;

namespace Portal.Business.Common
{
    public enum AuditAction
    {
        Created,
        Changed,
        Deleted,
    }

    /// <summary>One property before and after; null stands for "nothing".</summary>
    public sealed record AuditChange(string Property, string? Before, string? After);

    /// <summary>Who did what to which record, and when. Written in the save it describes, never changed.</summary>
    public sealed class AuditEntry : Entity
    {
        private AuditEntry()
        {
        }

        public AuditEntry(DateTime at, ICurrentUser user, string subject, long subjectId, AuditAction action, IReadOnlyList<AuditChange> changes)
        {
            At = at;
            UserId = user.UserId;
            UserName = user.Name;
            Subject = subject;
            SubjectId = subjectId;
            Action = action;
            Changes = changes.Count == 0 ? "[]" : JsonSerializer.Serialize(changes);
        }

        public DateTime At { get; private set; }

        public long? UserId { get; private set; }

        public string UserName { get; private set; } = "";

        /// <summary>The kind of record: the name of its class ("Invoice").</summary>
        public string Subject { get; private set; } = "";

        public long SubjectId { get; private set; }

        public AuditAction Action { get; private set; }

        /// <summary>A JSON array of <see cref="AuditChange"/>.</summary>
        public string Changes { get; private set; } = "[]";

        public IReadOnlyList<AuditChange> ReadChanges() => JsonSerializer.Deserialize<List<AuditChange>>(Changes) ?? [];
    }
}

namespace Portal.Business.Data
{
    internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.ToTable("AuditEntries");
            builder.Property(e => e.UserName).HasMaxLength(200);
            builder.Property(e => e.Subject).HasMaxLength(60);
            builder.Property(e => e.Changes).HasMaxLength(Lengths.Unlimited);
            builder.HasIndex(e => new { e.Subject, e.SubjectId });
            builder.HasIndex(e => e.At);
        }
    }

    public partial class PortalDbContext
    {
        public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    }

    internal static class EntryExtensions
    {
        private static readonly ConcurrentDictionary<IEntityType, IProperty[]> TextsOf = new();

        /// <summary>An entity's properties and those of its complex values (address, registration numbers), to any depth.</summary>
        public static IEnumerable<PropertyEntry> WithComplexProperties(this EntityEntry entry) =>
            entry.Properties.Concat(entry.ComplexProperties.SelectMany(Inner));

        /// <summary>Those of them that are texts.</summary>
        public static IEnumerable<PropertyEntry> Texts(this EntityEntry entry) =>
            TextsOf.GetOrAdd(entry.Metadata, static type => [.. type.GetProperties().Where(p => p.ClrType == typeof(string))]).Select(entry.Property)
                .Concat(entry.ComplexProperties.SelectMany(Inner).Where(p => p.Metadata.ClrType == typeof(string)));

        private static IEnumerable<PropertyEntry> Inner(ComplexPropertyEntry complex) =>
            complex.Properties.Concat(complex.ComplexProperties.SelectMany(Inner));
    }

    /// <summary>Reads the changes of a context's tracked entities as audit entries.</summary>
    internal static class AuditTrail
    {
        private static readonly ConcurrentDictionary<IEntityType, IProperty[]> SaidFromTheStart = new();

        public static List<AuditEntry> Read(IEnumerable<EntityEntry> entries, ICurrentUser user, DateTime now)
        {
            var found = new List<AuditEntry>();
            foreach (var entry in entries)
            {
                var action = entry.Entity switch
                {
                    IAudited => entry.State switch
                    {
                        EntityState.Added => AuditAction.Created,
                        EntityState.Modified => AuditAction.Changed,
                        EntityState.Deleted => AuditAction.Deleted,
                        _ => (AuditAction?)null,
                    },
                    IAuditedPart => entry.State switch
                    {
                        EntityState.Modified => AuditAction.Changed,
                        EntityState.Deleted => AuditAction.Deleted,
                        _ => null,
                    },
                    _ => null,
                };
                if (action is not { } happened || entry.Metadata.FindPrimaryKey() is not { Properties: [var key] })
                {
                    continue;
                }

                var changes = happened == AuditAction.Created ? FromTheStart(entry) : Changes(entry, happened);
                if (happened == AuditAction.Changed && changes.Count == 0)
                {
                    continue;
                }

                found.Add(new AuditEntry(now, user, entry.Metadata.ClrType.Name, Convert.ToInt64(entry.CurrentValues[key], null), happened, changes));
            }

            return found;
        }

        /// <summary>What a new record says; without what it does not know yet.</summary>
        private static List<AuditChange> FromTheStart(EntityEntry entry) =>
            [.. SaidFromTheStart.GetOrAdd(entry.Metadata, static type => [.. type.GetProperties().Where(IsSaidFromTheStart)])
                .Select(p => new AuditChange(p.Name, null, Text(entry.CurrentValues[p]))).Where(c => c.After is { Length: > 0 })];

        private static bool IsSaidFromTheStart(IProperty property) => property.PropertyInfo?.IsDefined(typeof(AuditedFromTheStartAttribute), false) == true;

        private static List<AuditChange> Changes(EntityEntry entry, AuditAction action)
        {
            var changes = new List<AuditChange>();
            foreach (var property in entry.WithComplexProperties())
            {
                var metadata = property.Metadata;
                if (property.Metadata.IsPrimaryKey() || metadata.Name == nameof(IVersioned.Version)
                    || metadata.PropertyInfo?.IsDefined(typeof(NotAuditedAttribute), false) == true)
                {
                    continue;
                }

                if (action == AuditAction.Deleted)
                {
                    changes.Add(new AuditChange(Name(metadata), Text(property.OriginalValue), null));
                }
                else if (property.IsModified && !Equals(property.OriginalValue, property.CurrentValue))
                {
                    changes.Add(new AuditChange(Name(metadata), Text(property.OriginalValue), Text(property.CurrentValue)));
                }
            }

            return changes;
        }

        /// <summary>"Name", or "Address.City" for a member of a complex value.</summary>
        private static string Name(IProperty property) =>
            property.DeclaringType is IComplexType complex ? $"{complex.ComplexProperty.Name}.{property.Name}" : property.Name;

        private static string? Text(object? value)
        {
            var text = value switch
            {
                null => null,
                DateTime at => at.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                DateOnly date => date.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                byte[] bytes => $"{bytes.Length} bytes",
                IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                string plain => plain,
                _ => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
            };
            return text is { Length: > 500 } ? text[..500] + "…" : text;
        }
    }
}
