using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql;

namespace Portal.Business.Data;

/// <summary>New rows of one kind.</summary>
internal sealed record NewRows(NewRowShape Shape, List<IUpdateEntry> Entries);

/// <summary>Writes new rows as they are: PostgreSQL takes them in one round trip, SQLite one prepared statement after the other.</summary>
internal sealed class NewRowsBatch(IReadOnlyList<NewRows> rows) : ModificationCommandBatch
{
    private static readonly NpgsqlCommand MakesParameters = new();

    public override IReadOnlyList<IReadOnlyModificationCommand> ModificationCommands => [];

    public override bool RequiresTransaction => true;

    public override bool AreMoreBatchesExpected => true;

    public override bool TryAddCommand(IReadOnlyModificationCommand modificationCommand) => false;

    public override void Complete(bool moreBatchesExpected)
    {
    }

    public override void Execute(IRelationalConnection connection) => throw new NotSupportedException("Rows are saved asynchronously.");

    public override async Task ExecuteAsync(IRelationalConnection connection, CancellationToken cancellationToken = default)
    {
        try
        {
            await (connection.DbConnection is NpgsqlConnection postgres
                ? WriteTogetherAsync(postgres, connection.CurrentTransaction?.GetDbTransaction(), cancellationToken)
                : WriteAsync(connection.DbConnection, connection.CurrentTransaction?.GetDbTransaction(), cancellationToken));
        }
        catch (DbException e)
        {
            throw new DbUpdateException("New rows were not taken.", e);
        }
    }

    private async Task WriteTogetherAsync(NpgsqlConnection connection, DbTransaction? transaction, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, (NpgsqlTransaction?)transaction);
        foreach (var (shape, entries) in rows)
        {
            foreach (var entry in entries)
            {
                var command = new NpgsqlBatchCommand(shape.Text);
                Fill(MakesParameters, command.Parameters, shape, entry, _ => "");
                batch.BatchCommands.Add(command);
            }
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task WriteAsync(DbConnection connection, DbTransaction? transaction, CancellationToken ct)
    {
        foreach (var (shape, entries) in rows)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = shape.Text;
            foreach (var entry in entries)
            {
                command.Parameters.Clear();
                Fill(command, command.Parameters, shape, entry, NewRowShape.ParameterOf);
                await command.ExecuteNonQueryAsync(ct);
            }
        }
    }

    private static void Fill(DbCommand maker, DbParameterCollection parameters, NewRowShape shape, IUpdateEntry entry, Func<int, string> name)
    {
        for (var i = 0; i < shape.Columns.Count; i++)
        {
            var column = shape.Columns[i];
            parameters.Add(column.TypeMapping.CreateParameter(maker, name(i + 1), entry.GetCurrentValue(column.Property), column.Property.IsNullable));
        }
    }
}
