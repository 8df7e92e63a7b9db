using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using Portal.Business.Data;

namespace Portal.Business.Documents;

/// <summary>Writes the bytes of brought files from where they are into the database, in pieces: memory does not grow with a file.</summary>
internal static class DocumentBytes
{
    private const int Piece = 64 * 1024;

    /// <summary>In the transaction of the save that adds the documents.</summary>
    public static async Task WriteAsync(PortalDbContext db, IReadOnlyList<StoredDocument> documents, CancellationToken ct)
    {
        foreach (var document in documents)
        {
            var bytes = document.Incoming!;
            bytes.Position = 0;
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = """INSERT INTO "DocumentContents" ("Id", "Bytes") VALUES (@id, @bytes)""";
            Add(command, "@id", document.Id);
            if (command is SqliteCommand)
            {
                await WriteAsync((SqliteConnection)command.Connection!, command, document, bytes, ct);
                continue;
            }

            command.Parameters.Add(command is NpgsqlCommand
                ? new NpgsqlParameter("@bytes", NpgsqlDbType.Bytea) { Value = bytes }
                : new SqlParameter("@bytes", SqlDbType.VarBinary, -1) { Value = bytes });
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>SQLite makes room first and is filled afterwards, and its connection does not keep the pages of the file.</summary>
    private static async Task WriteAsync(SqliteConnection connection, DbCommand command, StoredDocument document, Stream bytes, CancellationToken ct)
    {
        command.CommandText = """INSERT INTO "DocumentContents" ("Id", "Bytes") VALUES (@id, zeroblob(@size))""";
        Add(command, "@size", document.Size);
        await CacheAsync(connection, SqliteSettings.SmallCache, ct);
        try
        {
            await command.ExecuteNonQueryAsync(ct);
            await using var room = new SqliteBlob(connection, "DocumentContents", "Bytes", document.Id);
            await bytes.CopyToAsync(room, Piece, ct);
        }
        finally
        {
            await CacheAsync(connection, SqliteSettings.Cache, CancellationToken.None);
        }
    }

    private static async Task CacheAsync(SqliteConnection connection, string size, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = size;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
