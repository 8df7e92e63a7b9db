using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql;

namespace Portal.Business.Data;

/// <summary>New rows of one kind.</summary>
internal sealed record NewRows(NewRowShape Shape, List<IUpdateEntry> Entries);

/// <summary>Writes new rows as they are: PostgreSQL takes them in one round trip, several in a statement; SQLite one after the other by one prepared statement for each kind.</summary>
/// <param name="changed">A row that changes, after them.</param>
internal sealed class NewRowsBatch(IReadOnlyList<NewRows> rows, ChangedRow? changed) : ModificationCommandBatch
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
        foreach (var (shape, entries) in Portions())
        {
            var command = new NpgsqlBatchCommand(shape.Text(entries.Count));
            Fill(MakesParameters, command.Parameters, shape, entries, _ => "");
            batch.BatchCommands.Add(command);
        }

        var last = changed is null ? null : new NpgsqlBatchCommand(changed.Text);
        if (last is not null)
        {
            Fill(MakesParameters, last.Parameters, changed!, _ => "");
            batch.BatchCommands.Add(last);
        }

        await batch.ExecuteNonQueryAsync(ct);
        changed?.Expect(last!.RecordsAffected);
    }

    private async Task WriteAsync(DbConnection connection, DbTransaction? transaction, CancellationToken ct)
    {
        foreach (var (shape, entries) in rows)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = shape.Text(1);
            foreach (var entry in entries)
            {
                command.Parameters.Clear();
                Fill(command, command.Parameters, shape, [entry], NewRowShape.ParameterOf);
                await command.ExecuteNonQueryAsync(ct);
            }
        }

        if (changed is not null)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = changed.Text;
            Fill(command, command.Parameters, changed, NewRowShape.ParameterOf);
            changed.Expect(await command.ExecuteNonQueryAsync(ct));
        }
    }

    /// <summary>The rows of each kind in as few statements as may be.</summary>
    private IEnumerable<(NewRowShape Shape, List<IUpdateEntry> Entries)> Portions()
    {
        foreach (var (shape, entries) in rows)
        {
            for (var written = 0; written < entries.Count;)
            {
                var size = NewRowShape.AtOnce.First(s => s <= entries.Count - written);
                yield return (shape, entries.GetRange(written, size));
                written += size;
            }
        }
    }

    private static void Fill(DbCommand maker, DbParameterCollection parameters, NewRowShape shape, IReadOnlyList<IUpdateEntry> entries, Func<int, string> name)
    {
        foreach (var entry in entries)
        {
            foreach (var column in shape.Columns)
            {
                parameters.Add(column.TypeMapping.CreateParameter(maker, name(parameters.Count + 1), entry.GetCurrentValue(column.Property), column.Property.IsNullable));
            }
        }
    }

    private static void Fill(DbCommand maker, DbParameterCollection parameters, ChangedRow row, Func<int, string> name)
    {
        foreach (var (column, value) in row.Values)
        {
            parameters.Add(column.TypeMapping.CreateParameter(maker, name(parameters.Count + 1), value, column.Property.IsNullable));
        }
    }
}
