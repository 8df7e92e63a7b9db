using Microsoft.AspNetCore.Components;

namespace Portal.Web.Kit.Lists;

/// <summary>One column of a list, for the screen and for the export.</summary>
/// <param name="Key">Also the sort key that the use case understands.</param>
/// <param name="Value">Text, decimal, int, DateOnly, DateTime in UTC, or a <see cref="Status"/>, which is shown as a badge.</param>
public sealed record Column<TRow>(string Key, string Title, Func<TRow, object?> Value)
{
    public ColumnKind Kind { get; init; }

    /// <summary>The database can sort by it.</summary>
    public bool Sorts { get; init; }

    /// <summary>Not shown until the person chooses it; always in the export.</summary>
    public bool Hidden { get; init; }

    /// <summary>Long text takes as many lines as it needs.</summary>
    public bool Wraps { get; init; }

    /// <summary>Shows the amount with its currency; left out where all rows have the same.</summary>
    public Func<TRow, string>? Currency { get; init; }

    /// <summary>Draws the cell instead of the value; the export keeps the value.</summary>
    public RenderFragment<TRow>? Template { get; init; }
}
