using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Business.Accounts;
using Portal.Business.Common;

namespace Portal.Business.Data;

/// <summary>
/// One unit of work. Each capability adds its sets and mappings in its own folder. A context knows who uses it: a client user's
/// queries see their clients' rows only, and what is saved goes into the audit trail under the user's name.
/// </summary>
public sealed partial class PortalDbContext(DbContextOptions<PortalDbContext> options, ICurrentUser user, TimeProvider clock)
    : IdentityDbContext<User, Role, long>(options)
{
    /// <summary>Name of the query filter that limits client users; leaving it needs <see cref="Unscoped.AllClients"/>.</summary>
    public const string ClientFilter = "Clients";

    internal bool ClientsAreLimited { get; } = user.Clients.IsLimited;

    internal IReadOnlyList<long> OwnClientIds { get; } = user.Clients.ClientIds;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveMaxLength(Lengths.Name);
        configurationBuilder.Properties<decimal>().HavePrecision(18, Money.AmountDecimals);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<IdentityUserRole<long>>().ToTable("UserRoles");
        builder.Entity<IdentityUserClaim<long>>().ToTable("UserClaims");
        builder.Entity<IdentityUserLogin<long>>().ToTable("UserLogins");
        builder.Entity<IdentityUserToken<long>>().ToTable("UserTokens");
        builder.Entity<IdentityRoleClaim<long>>().ToTable("RoleClaims");
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);

        LimitClientUsers(builder);
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => !e.IsOwned()))
        {
            if (typeof(Entity).IsAssignableFrom(entity.ClrType))
            {
                builder.Entity(entity.ClrType).Property(nameof(Entity.Id)).ValueGeneratedNever();
            }

            if (typeof(IVersioned).IsAssignableFrom(entity.ClrType))
            {
                builder.Entity(entity.ClrType).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
            }

            LimitToOwnClients(builder, entity);
        }

        if (Database.IsSqlite())
        {
            ScaledDecimal.Apply(builder.Model);
        }
    }

    private void LimitToOwnClients(ModelBuilder builder, IMutableEntityType entity)
    {
        if (typeof(IBelongsToClient).IsAssignableFrom(entity.ClrType) && entity.GetDeclaredQueryFilters().All(f => f.Key != ClientFilter))
        {
            typeof(PortalDbContext).GetMethod(nameof(LimitToOwnClientsOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                .MakeGenericMethod(entity.ClrType)
                .Invoke(this, [builder]);
        }
    }

    private void LimitToOwnClientsOf<T>(ModelBuilder builder)
        where T : class, IBelongsToClient =>
        builder.Entity<T>().HasQueryFilter(ClientFilter, e => !ClientsAreLimited || OwnClientIds.Contains(e.ClientId));

    /// <summary>
    /// Adds the audit trail, raises versions, cleans texts, and saves. On SQLite, writers of this process take turns instead of
    /// polling a locked file.
    /// </summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Prepare();
        using var turn = await WriteTurn.TakeAsync(this, cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Use SaveChangesAsync: a circuit's thread must not wait for the database.");

    private void Prepare()
    {
        ChangeTracker.DetectChanges();
        var changed = ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        foreach (var entry in changed)
        {
            if (entry.State == EntityState.Deleted)
            {
                continue;
            }

            foreach (var property in entry.WithComplexProperties())
            {
                if (property.CurrentValue is string text && (entry.State == EntityState.Added || property.IsModified))
                {
                    var clean = Folding.Clean(text);
                    if (!ReferenceEquals(clean, text))
                    {
                        property.CurrentValue = clean;
                    }

                    TextTooLongException.ThrowIf(clean, property.Metadata);
                }
            }

            if (entry is { State: EntityState.Modified, Entity: IVersioned })
            {
                var version = entry.Property(nameof(IVersioned.Version));
                version.CurrentValue = (int)version.OriginalValue! + 1;
            }
        }

        AuditEntries.AddRange(AuditTrail.Read(changed, user, clock.GetUtcNow().UtcDateTime));
    }
}
