using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Portal.Business.Data;

/// <summary>
/// PostgreSQL finds a word anywhere in the search keys of clients, jobs and tickets by an index of trigrams, where its extension pg_trgm may be made. Without it
/// every key is read, as on the other databases: the same is found, later.
/// </summary>
internal static partial class TrigramIndexes
{
    private static readonly string[] Statements =
    [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        Index("Clients"), Index("Jobs"), Index("Tickets"),
    ];

    /// <summary>Makes what is missing; safe to run again. While an index is made for the first time, its table is not written.</summary>
    public static async Task EnsureAsync(PortalDbContext db, ILogger logger, CancellationToken ct)
    {
        if (db.Provider != DatabaseProvider.PostgreSql)
        {
            return;
        }

        try
        {
            foreach (var statement in Statements)
            {
                await db.Database.ExecuteSqlRawAsync(statement, ct);
            }
        }
        catch (PostgresException e)
        {
            LogWithout(logger, e.SqlState);
        }
    }

    private static string Index(string table) => $"CREATE INDEX IF NOT EXISTS \"TG_{table}_SearchKey\" ON \"{table}\" USING gin (\"SearchKey\" gin_trgm_ops)";

    [LoggerMessage(LogLevel.Warning, "PostgreSQL has no pg_trgm here ({SqlState}): searches read every key")]
    private static partial void LogWithout(ILogger logger, string sqlState);
}
