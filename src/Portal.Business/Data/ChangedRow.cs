using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace Portal.Business.Data;

/// <summary>The one row that a save changes beside its new ones: written only if it still is what was read.</summary>
internal sealed class ChangedRow
{
    private readonly IReadOnlyList<IColumnMapping> changed;
    private readonly IReadOnlyList<IColumnMapping> known;

    private ChangedRow(IUpdateEntry entry, string text, IReadOnlyList<IColumnMapping> changed, IReadOnlyList<IColumnMapping> known) =>
        (Entry, Text, this.changed, this.known) = (entry, text, changed, known);

    public IUpdateEntry Entry { get; }

    /// <summary>Its parameters are known by their place, as in <see cref="NewRowShape.Text"/>.</summary>
    public string Text { get; }

    /// <summary>New values, then those by which the row is found.</summary>
    public IEnumerable<(IColumnMapping Column, object? Value)> Values =>
        changed.Select(c => (c, Entry.GetCurrentValue(c.Property))).Concat(known.Select(c => (c, Entry.GetOriginalValue(c.Property))));

    /// <summary>Null where the row is not plain, or nothing of it changes.</summary>
    public static ChangedRow? Of(IUpdateEntry entry, ISqlGenerationHelper sql)
    {
        if (entry.EntityState != EntityState.Modified || NewRowShape.Of(entry.EntityType, sql) is not { } shape)
        {
            return null;
        }

        var changed = shape.Columns.Where(c => entry.IsModified(c.Property)).ToList();
        var known = shape.Columns.Where(c => c.Property.IsPrimaryKey() || c.Property.IsConcurrencyToken).ToList();
        if (changed.Count == 0 || known.Exists(c => entry.GetOriginalValue(c.Property) is null))
        {
            return null;
        }

        string Equal(IColumnMapping column, int place) => $"{sql.DelimitIdentifier(column.Column.Name)} = {NewRowShape.ParameterOf(place)}";
        var text = $"UPDATE {shape.Table} SET {string.Join(", ", changed.Select((c, i) => Equal(c, i + 1)))} WHERE {string.Join(" AND ", known.Select((c, i) => Equal(c, changed.Count + i + 1)))}";
        return new ChangedRow(entry, text, changed, known);
    }

    /// <summary>Refuses what somebody else has changed meanwhile.</summary>
    public void Expect(long rowsChanged)
    {
        if (rowsChanged != 1)
        {
            throw new DbUpdateConcurrencyException("The row was changed since it was read.", [Entry]);
        }
    }
}
