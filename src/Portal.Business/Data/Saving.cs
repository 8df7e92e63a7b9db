using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Portal.Business.Accounting;
using Portal.Business.Common;

namespace Portal.Business.Data;

/// <summary>The one save of a use case, with a lost race as a refusal.</summary>
public static class Saving
{
    /// <summary>
    /// Saves. Refuses with <see cref="Refusal.Stale"/> when somebody else changed a record since it was read, with
    /// <c>Common.AlreadyThere</c> when a unique index says that it was done already, with <c>Common.InUse</c> when
    /// something refers to what was deleted, and with <c>Common.TooLong</c> for a text longer than its column.
    /// </summary>
    public static async Task<Result> TrySaveAsync(this PortalDbContext db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return Result.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Stale;
        }
        catch (Exception e) when (IsDeadlock(e))
        {
            // Two saves waited for each other and the database gave one of them up: it lost the race.
            return Refusal.Stale;
        }
        catch (PeriodLockedException e)
        {
            return e.Refusal;
        }
        catch (TextTooLongException e)
        {
            return Refusal.Invalid("Common.TooLong", e.Property, e.Longest).On(e.Property);
        }
        catch (DbUpdateException e) when (IsUniqueViolation(e))
        {
            return Refusal.Conflict("Common.AlreadyThere");
        }
        catch (DbUpdateException e) when (IsForeignKeyViolation(e))
        {
            return Refusal.NotNow("Common.InUse");
        }
    }

    /// <summary>Says which version of a record the user saw; a save then refuses if it is no longer the current one.</summary>
    public static void ExpectVersion<T>(this PortalDbContext db, T entity, int version)
        where T : class, IVersioned =>
        db.Entry(entity).Property(e => e.Version).OriginalValue = version;

    /// <summary>
    /// Makes the save raise a record's version though only what belongs to it changes: whoever read it before is refused.
    /// </summary>
    public static void Touch<T>(this PortalDbContext db, T entity)
        where T : class, IVersioned => db.Entry(entity).Property(e => e.Version).IsModified = true;

    public static bool IsUniqueViolation(Exception e) => e.GetBaseException() switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqlException sql => sql.Number is 2601 or 2627,
        _ => false,
    };

    public static bool IsDeadlock(Exception e) => e.GetBaseException() switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.DeadlockDetected,
        SqlException sql => sql.Number == 1205,
        _ => false,
    };

    public static bool IsForeignKeyViolation(Exception e) => e.GetBaseException() switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 787 or 1811,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.ForeignKeyViolation,
        SqlException sql => sql.Number == 547,
        _ => false,
    };

    /// <summary>
    /// Opens a transaction for a use case that takes numbers or locks rows before its save. Dispose without
    /// <see cref="WriteTransaction.CommitAsync"/> rolls back.
    /// </summary>
    public static async Task<WriteTransaction> BeginWriteAsync(this PortalDbContext db, CancellationToken ct) => await BeginAsync(db, await WriteTurn.TakeAsync(db, ct), ct);

    private static async Task<WriteTransaction> BeginAsync(PortalDbContext db, IDisposable turn, CancellationToken ct)
    {
        try
        {
            return new WriteTransaction(db, await db.Database.BeginTransactionAsync(ct), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The same for one save that is all there is: a refusal of it ends the transaction, and the caller asks nothing more in it. That
    /// spares the two round trips of a savepoint, which others of the company would wait for. For them, too, what changed is looked for once, by the
    /// save, and its new rows are written by <see cref="NewRowsFirst"/>.
    /// </summary>
    /// <param name="legalEntityId">Whose numbers it takes: within the process its takers queue before they begin, as the database would make them wait anyway.</param>
    public static async Task<WriteTransaction> BeginOnlyWriteAsync(this PortalDbContext db, long legalEntityId, CancellationToken ct)
    {
        var transaction = await BeginAsync(db, await WriteTurn.TakeAsync(db, legalEntityId, ct), ct);
        db.Database.AutoSavepointsEnabled = false;
        db.OthersWait = true;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        return transaction;
    }
}

public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly PortalDbContext db;
    private readonly IDbContextTransaction transaction;
    private readonly IDisposable turn;

    internal WriteTransaction(PortalDbContext db, IDbContextTransaction transaction, IDisposable turn)
    {
        this.db = db;
        this.transaction = transaction;
        this.turn = turn;
    }

    /// <summary>Commits and lets the next writer in, whatever the caller does before it disposes.</summary>
    public async Task CommitAsync(CancellationToken ct)
    {
        await transaction.CommitAsync(ct);
        turn.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        turn.Dispose();
        db.HeldEnd = null;
        db.Database.AutoSavepointsEnabled = true;
        db.OthersWait = false;
        db.ChangeTracker.AutoDetectChangesEnabled = true;
    }
}

/// <summary>
/// Who would wait in the database queues here instead, in order, and only the first of them costs the database something. SQLite lets one
/// writer in at a time and makes the others poll; on the other databases those wait who take numbers of the same company, and there one may already ask
/// for its numbers while another saves. Other processes are waited for by the database as ever: that nothing happens twice does not depend on the queue.
/// </summary>
internal static class WriteTurn
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string Database, long? Company), SemaphoreSlim> Doors = new();

    /// <summary>The turn of whoever writes to SQLite; the other databases need none.</summary>
    public static Task<IDisposable> TakeAsync(PortalDbContext db, CancellationToken ct) =>
        db.Provider == DatabaseProvider.Sqlite ? TakeAsync(db, company: null, ct) : Task.FromResult<IDisposable>(Nothing.Instance);

    /// <summary>The turn of whoever takes numbers of a company.</summary>
    public static Task<IDisposable> TakeAsync(PortalDbContext db, long legalEntityId, CancellationToken ct) =>
        TakeAsync(db, db.Provider == DatabaseProvider.Sqlite ? (long?)null : legalEntityId, ct);

    private static async Task<IDisposable> TakeAsync(PortalDbContext db, long? company, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return Nothing.Instance;
        }

        var door = Doors.GetOrAdd((db.ConnectionString, company), static key => new SemaphoreSlim(key.Company is null ? 1 : 2));
        await door.WaitAsync(ct);
        return new Turn(door);
    }

    private sealed class Turn(SemaphoreSlim door) : IDisposable
    {
        private SemaphoreSlim? held = door;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }

    private sealed class Nothing : IDisposable
    {
        public static Nothing Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}

public static class Unscoped
{
    /// <summary>Leaves the client filter: for use cases that act for everybody and have checked a permission or a secret themselves.</summary>
    public static IQueryable<T> AllClients<T>(this IQueryable<T> query)
        where T : class => query.IgnoreQueryFilters([PortalDbContext.ClientFilter]);
}
