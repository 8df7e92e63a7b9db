using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Timesheets;

namespace Portal.Business.PrepaidHours;

/// <summary>
/// Lets those who take hours of one client go one after the other: what is read of the accounts after this is true until the transaction
/// ends, so nobody is told that something changed meanwhile that nobody edited.
/// </summary>
internal static class HoursTurn
{
    /// <summary>Begins a transaction and holds the client's accounts in it. Dispose without a commit rolls back.</summary>
    public static async Task<WriteTransaction> BeginAsync(PortalDbContext db, long clientId, CancellationToken ct)
    {
        var transaction = await db.BeginWriteAsync(ct);
        await HoldAsync(db, clientId, ct);
        return transaction;
    }

    /// <summary>Holds the accounts that an entry is taken from: of the client of its ticket, whosever job it stands on.</summary>
    public static async Task<WriteTransaction> BeginAsync(PortalDbContext db, TimeEntry? entry, CancellationToken ct) =>
        await BeginAsync(db, entry?.TicketId is { } ticket ? await db.Tickets.Where(t => t.Id == ticket).Select(t => t.ClientId).SingleAsync(ct) : 0, ct);

    /// <summary>The same in the caller's open transaction. SQLite has one writer at a time, so what its transaction reads stays.</summary>
    public static Task<List<long>> HoldAsync(PortalDbContext db, long clientId, CancellationToken ct) =>
        db.Database.SqlQueryRaw<long>(HoldingSql(db), clientId).ToListAsync(ct);

    private static string HoldingSql(PortalDbContext db)
    {
        var (holding, locking) = db.Provider == DatabaseProvider.SqlServer ? ("WITH (UPDLOCK, ROWLOCK)", "") : ("", db.Provider == DatabaseProvider.PostgreSql ? " FOR UPDATE" : "");
        return $$"""SELECT "Id" AS "Value" FROM "HoursPacks" {{holding}} WHERE "ClientId" = {0} ORDER BY "Id"{{locking}}""";
    }
}
