using System.Runtime.CompilerServices;

namespace Portal.Web.Kit;

/// <summary>The key of a row that is edited: two that say the same, such as two empty lines, are two all the same.</summary>
public readonly record struct RowKey(object Row)
{
    public bool Equals(RowKey other) => ReferenceEquals(Row, other.Row);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(Row);
}

/// <summary>Finds rows by what they are, not by what they say or where they stood when somebody looked.</summary>
internal static class EditedRows
{
    /// <summary>From 0; -1 where it is gone.</summary>
    public static int PlaceOf<T>(this List<T> rows, T row)
        where T : class => rows.FindIndex(r => ReferenceEquals(r, row));

    /// <summary>False where it is gone already, as by the second press of a double click.</summary>
    public static bool TakeOut<T>(this List<T> rows, T row)
        where T : class => rows.RemoveAll(r => ReferenceEquals(r, row)) > 0;
}
