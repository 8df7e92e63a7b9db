using Microsoft.EntityFrameworkCore;

namespace Portal.Business.Data;

/// <summary>
/// Documents and pictures are packed already. PostgreSQL would try to pack each once more, in vain: a third of its time for an issued invoice.
/// </summary>
internal static class PackedFiles
{
    private const string Statement =
        """
        DO $$ BEGIN
            IF (SELECT attstorage FROM pg_attribute WHERE attrelid = '"DocumentContents"'::regclass AND attname = 'Bytes') <> 'e' THEN
                ALTER TABLE "DocumentContents" ALTER COLUMN "Bytes" SET STORAGE EXTERNAL;
            END IF;
        END $$
        """;

    /// <summary>For what is stored from now on; safe to run again.</summary>
    public static Task EnsureAsync(PortalDbContext db, CancellationToken ct) =>
        db.Provider == DatabaseProvider.PostgreSql ? db.Database.ExecuteSqlRawAsync(Statement, ct) : Task.CompletedTask;
}
