using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Documents;

/// <summary>A stored document for somebody who may have it. Whoever gets it disposes its <paramref name="Bytes"/>.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
/// <param name="Bytes">At their beginning; a large file stands in a temporary file that goes with the stream.</param>
public sealed record StoredFile(string Name, string ContentType, int Size, string Sha256, DateTime CreatedAt, Stream Bytes)
{
    /// <summary>A smaller file is kept in memory on its way.</summary>
    private const int Small = 128 * 1024;

    /// <summary>
    /// Reads what the database has piece by piece, so that memory does not grow with the file, and is done with the database before the first
    /// byte goes out: somebody on a slow line holds no connection.
    /// </summary>
    internal static async Task<StoredFile?> OpenAsync(PortalDbContext db, StoredDocument document, CancellationToken ct)
    {
        Stream bytes = document.Size <= Small ? new MemoryStream(document.Size) : TemporaryFile.Create();
        try
        {
            if (!await CopyAsync(db, document.Id, bytes, ct))
            {
                await bytes.DisposeAsync();
                return null;
            }
        }
        catch
        {
            await bytes.DisposeAsync();
            throw;
        }

        bytes.Position = 0;
        return new StoredFile(document.FileName, document.ContentType, document.Size, document.Sha256, document.CreatedAt, bytes);
    }

    private static async Task<bool> CopyAsync(PortalDbContext db, long id, Stream target, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();

            // SQLite reads a value in pieces only where it knows the key of its row.
            command.CommandText = """SELECT "Id", "Bytes" FROM "DocumentContents" WHERE "Id" = @id""";
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@id", id);
            command.Parameters.Add(parameter);
            await using DbDataReader reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct);
            if (!await reader.ReadAsync(ct))
            {
                return false;
            }

            await using var source = reader.GetStream(1);
            await source.CopyToAsync(target, ct);
            return true;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
