using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Portal.Business.Data;

/// <summary>Something that a list can be narrowed to, as it is offered while one types.</summary>
/// <param name="Value">What the filter keeps: mostly an id.</param>
public sealed record FilterChoice(string Value, string Text, string Detail);

/// <summary>What the filters of several lists find alike. Whoever asks has checked the permission.</summary>
internal static class FilterChoices
{
    /// <summary>A choice as the database gives it.</summary>
    public sealed class Row
    {
        public required long Id { get; init; }

        public required string Text { get; init; }

        public required string Detail { get; init; }
    }

    /// <summary>Of the one that is chosen already; null where none is named, zero where that is no id.</summary>
    public static long? IdOf(string? value) => value is null ? null : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;

    public static IQueryable<Row> Clients(PortalDbContext db, string text, long? id) =>
        db.Clients.AsNoTracking().Matching(c => c.SearchKey, text).Where(c => id == null || c.Id == id)
            .OrderBy(c => c.Name).ThenBy(c => c.Id).Select(c => new Row { Id = c.Id, Text = c.Name, Detail = c.BillingAddress.City });

    /// <summary>The latest first.</summary>
    public static IQueryable<Row> Jobs(PortalDbContext db, string text, long? id) =>
        db.Jobs.AsNoTracking().Matching(j => j.SearchKey, text).Where(j => id == null || j.Id == id)
            .OrderByDescending(j => j.Id).Select(j => new Row { Id = j.Id, Text = j.Number, Detail = j.Name });

    /// <inheritdoc cref="Jobs" />
    public static IQueryable<Row> Contracts(PortalDbContext db, string text, long? id) =>
        db.Contracts.AsNoTracking().Matching(c => c.SearchKey, text).Where(c => id == null || c.Id == id)
            .OrderByDescending(c => c.Id).Select(c => new Row { Id = c.Id, Text = c.Reference, Detail = c.Title });

    public static async Task<List<FilterChoice>> ReadAsync(IQueryable<Row> rows, int skip, int take, CancellationToken ct) =>
        (await rows.Skip(skip).Take(take).ToListAsync(ct)).ConvertAll(r => new FilterChoice(r.Id.ToString(CultureInfo.InvariantCulture), r.Text, r.Detail));
}
