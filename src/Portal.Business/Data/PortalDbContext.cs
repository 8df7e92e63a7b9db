using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Business.Accounting;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Documents;
using Portal.Business.Integrity;
using Portal.Business.JobFolders;

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

    private DatabaseProvider? provider;

    /// <summary>A context of one use case keeps its connection to its end; the one of a whole circuit gives it back after each command.</summary>
    internal bool KeepsConnection { get; init; }

    /// <summary>Tells databases apart within this process.</summary>
    internal string ConnectionString => Database.GetConnectionString() ?? "";

    /// <summary>Asked once: the mapper looks up the name of an assembly for each answer.</summary>
    internal DatabaseProvider Provider => provider ??= Database.IsSqlite() ? DatabaseProvider.Sqlite : Database.IsNpgsql() ? DatabaseProvider.PostgreSql : DatabaseProvider.SqlServer;

    /// <summary>It is in a transaction whose one save others wait for.</summary>
    internal bool OthersWait { get; set; }

    /// <summary>The end of a chain that came with the numbers of this transaction, for its next save.</summary>
    internal Chain.Held? HeldEnd { get; set; }

    /// <summary>It has saved reference data, perhaps in a transaction that is still open: what it reads of it is not for others to keep.</summary>
    internal bool ChangesReferenceData { get; private set; }

    /// <summary>Who uses it.</summary>
    internal ICurrentUser Actor => user;

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

        if (ClientsAreLimited)
        {
            LimitClientUsers(builder);
        }

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

            if (ClientsAreLimited)
            {
                LimitToOwnClients(builder, entity);
            }
        }

        if (Provider == DatabaseProvider.Sqlite)
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
        builder.Entity<T>().HasQueryFilter(ClientFilter, e => OwnClientIds.Contains(e.ClientId));

    /// <summary>
    /// Two models: staff's queries carry no filter, client users' say plainly whose rows they see, so that indexes serve both.
    /// </summary>
    internal sealed class ModelPerKindOfUser : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (context.GetType(), designTime, context is PortalDbContext { ClientsAreLimited: true });
    }

    /// <summary>
    /// Adds the audit trail, raises versions, cleans texts, and saves. On SQLite, writers of this process take turns instead of
    /// polling a locked file.
    /// </summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var changed = Prepare();
        using var turn = await WriteTurn.TakeAsync(this, cancellationToken);
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var reference = changed.Exists(e => e.Entity is IReferenceData);
            var booked = changed.Where(e => e.State == EntityState.Added).Select(e => e.Entity).OfType<AccountingEntry>().ToList();
            var sealing = changed.Select(e => e.Entity).OfType<SealedRecord>().OrderBy(r => r.Id).ToList();
            var brought = changed.Where(e => e.State == EntityState.Added).Select(e => e.Entity).OfType<StoredDocument>().Where(d => d.Incoming is not null).ToList();
            var left = JobSums.Changes(changed);
            if (!reference && booked.Count == 0 && sealing.Count == 0 && brought.Count == 0 && left.Count == 0)
            {
                return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            }

            await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
            var held = await Chain.HoldAsync(this, [.. booked.Select(e => e.LegalEntityId), .. sealing.Select(r => r.LegalEntityId)], cancellationToken);
            var now = clock.GetUtcNow().UtcDateTime;
            await PeriodLock.GuardAsync(this, booked, held, now, cancellationToken);
            Chain.Link(this, held, sealing, booked, now);
            if (reference)
            {
                ChangesReferenceData = true;
                await ReferenceStamps.ExecuteUpdateAsync(set => set.SetProperty(s => s.Version, s => s.Version + 1), cancellationToken);
            }

            var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            await DocumentBytes.WriteAsync(this, brought, cancellationToken);
            await JobSums.ApplyAsync(this, left, cancellationToken);
            await (own?.CommitAsync(cancellationToken) ?? Task.CompletedTask);
            return saved;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Use SaveChangesAsync: a circuit's thread must not wait for the database.");

    private List<EntityEntry> Prepare()
    {
        // What changed is looked for once; what is cleaned below is set through its entry, so the save need not look again.
        if (!ChangeTracker.AutoDetectChangesEnabled)
        {
            ChangeTracker.DetectChanges();
        }

        var changed = ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        foreach (var entry in changed)
        {
            if (entry.Entity is SealedRecord && entry.State != EntityState.Added)
            {
                throw new InvalidOperationException("What is sealed stays as it is.");
            }

            if (entry.State == EntityState.Deleted)
            {
                continue;
            }

            if (entry is { State: EntityState.Added, Entity: LegalEntity company })
            {
                ChainEnds.Add(new ChainEnd(company.Id));
            }

            foreach (var property in entry.Texts())
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

            // The framework's store gives a new stamp itself; what a use case changes must stop a sign-in that read the person before.
            if (entry is { State: EntityState.Modified, Entity: User } && !entry.Property(nameof(User.ConcurrencyStamp)).IsModified)
            {
                entry.Property(nameof(User.ConcurrencyStamp)).CurrentValue = Guid.NewGuid().ToString();
            }
        }

        foreach (var record in AllocationSeals.Of(this, changed))
        {
            changed.Add(SealedRecords.Add(record));
        }

        AuditEntries.AddRange(AuditTrail.Read(changed, user, clock.GetUtcNow().UtcDateTime));
        return changed;
    }
}
