using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounts;

namespace Portal.Business.Data;

/// <summary>Brings schema and fixed data up to this version; safe to run again.</summary>
public sealed class PrepareDatabase(IDbContextFactory<PortalDbContext> contexts, RoleSeeding roles, ILogger<PrepareDatabase> log)
{
    public async Task<bool> IsUpToDateAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return !(await db.Database.GetPendingMigrationsAsync(ct)).Any();
    }

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (db.Provider == DatabaseProvider.Sqlite && Path.GetDirectoryName(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await db.Database.MigrateAsync(ct);
        await PackedFiles.EnsureAsync(db, ct);
        await TrigramIndexes.EnsureAsync(db, log, ct);
        await roles.RunAsync(ct);
    }
}
