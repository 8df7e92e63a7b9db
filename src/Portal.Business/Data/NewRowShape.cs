using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Business.Data;

/// <summary>How a new row of a plain kind is written: one table, every value known before, nothing that the database makes up.</summary>
internal sealed class NewRowShape
{
    private static readonly ConcurrentDictionary<IEntityType, NewRowShape?> Known = new();

    private static readonly int[] Sizes = [8, 4, 2, 1];

    private readonly string[] texts;

    private NewRowShape(IEntityType type, IReadOnlyList<IColumnMapping> columns, string table, string names)
    {
        Columns = columns;
        Table = table;
        texts = [.. AtOnce.Select(rows => $"INSERT INTO {table} ({names}) VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(row => Values(columns.Count, row)))}")];
        Refers = [.. type.GetForeignKeys().Select(k => k.PrincipalEntityType).Where(t => t != type).Distinct()];
        RefersToItsKind = [.. type.GetForeignKeys().Where(k => k.PrincipalEntityType == type).SelectMany(k => k.Properties)];
        IsUniqueOtherwise = type.GetIndexes().Any(i => i.IsUnique);
    }

    public IReadOnlyList<IColumnMapping> Columns { get; }

    /// <summary>Its name as statements write it.</summary>
    public string Table { get; }

    /// <summary>Kinds whose rows must be there before.</summary>
    public IReadOnlyList<IEntityType> Refers { get; }

    /// <summary>Columns that name another row of the same table.</summary>
    public IReadOnlyList<IProperty> RefersToItsKind { get; }

    /// <summary>By another index than its key: a change of another row may have to come first.</summary>
    public bool IsUniqueOtherwise { get; }

    /// <summary>Null where a row is not that plain.</summary>
    public static NewRowShape? Of(IEntityType type, ISqlGenerationHelper sql) => Known.GetOrAdd(type, static (type, sql) => Read(type, sql), sql);

    /// <summary>How many rows a statement may write, so that few statements are to be prepared: the most that fit first.</summary>
    public static IReadOnlyList<int> AtOnce => Sizes;

    /// <summary>
    /// Writes so many rows, one of <see cref="AtOnce"/>. PostgreSQL knows its parameters by their place, SQLite by these as their names.
    /// </summary>
    public string Text(int rows) => texts[Array.IndexOf(Sizes, rows)];

    public static string ParameterOf(int place) => "$" + place.ToString(CultureInfo.InvariantCulture);

    private static string Values(int columns, int row) => $"({string.Join(", ", Enumerable.Range((row * columns) + 1, columns).Select(ParameterOf))})";

    private static NewRowShape? Read(IEntityType type, ISqlGenerationHelper sql) =>
        type.GetTableMappings().ToList() is [{ Table: var table } mapping]
        && table.EntityTypeMappings.Count() == 1
        && type.BaseType is null && !type.GetDirectlyDerivedTypes().Any() && !type.GetComplexProperties().Any()
        && type.GetProperties().All(p => p.ValueGenerated == ValueGenerated.Never)
        && mapping.ColumnMappings.ToList() is var columns
            ? new NewRowShape(type, columns, sql.DelimitIdentifier(table.Name, table.Schema), string.Join(", ", columns.Select(c => sql.DelimitIdentifier(c.Column.Name))))
            : null;
}
