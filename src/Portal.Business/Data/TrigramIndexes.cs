using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Business.Clients;
using Portal.Business.Helpdesk;
using Portal.Business.JobFolders;

namespace Portal.Business.Data;

/// <summary>
/// PostgreSQL finds a word anywhere in the search keys of clients, jobs and tickets by an index of trigrams, where its extension pg_trgm may be made. Without it
/// every key is read, as on the other databases: the same is found, later.
/// </summary>
internal static partial class TrigramIndexes
{
    private static readonly Type[] Searched = [typeof(Client), typeof(Job), typeof(Ticket)];

    /// <summary>Makes what is missing; safe to run again. While an index is made for the first time, its table is not written.</summary>
    public static async Task EnsureAsync(PortalDbContext db, ILogger logger, CancellationToken ct)
    {
        if (!db.Database.IsNpgsql())
        {
            return;
        }

        try
        {
            await db.Database.ExecuteSqlRawAsync("CREATE EXTENSION IF NOT EXISTS pg_trgm", ct);
            foreach (var table in Searched.Select(t => db.Model.FindEntityType(t)!.GetTableName()))
            {
                await db.Database.ExecuteSqlRawAsync($"CREATE INDEX IF NOT EXISTS \"TG_{table}_SearchKey\" ON \"{table}\" USING gin (\"SearchKey\" gin_trgm_ops)", ct);
            }
        }
        catch (PostgresException e)
        {
            LogWithout(logger, e.SqlState);
        }
    }

    [LoggerMessage(LogLevel.Warning, "PostgreSQL has no pg_trgm here ({SqlState}): searches read every key")]
    private static partial void LogWithout(ILogger logger, string sqlState);
}
