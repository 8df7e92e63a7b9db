using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Reads dated values of an index from a file: all of them or, where a line can't be read, none.</summary>
public sealed class ImportIndexValues(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    private const int MostErrors = 50;

    /// <param name="File">Can be read from its start; stays open.</param>
    public sealed record Input(long IndexId, Stream File);

    /// <param name="Wrong">Lines that can't be read, the first fifty; where there are any, nothing was changed.</param>
    public sealed record Report(int Added, int Changed, int Same, IReadOnlyList<IndexValueFile.Wrong> Wrong);

    public async Task<Result<Report>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsIndex))
        {
            return Refusal.Forbidden;
        }

        var read = await IndexValueFile.ReadAsync(input.File, ct);
        if (!read.TryGet(out var file, out var refusal))
        {
            return refusal;
        }

        if (file.Wrong.Count > 0)
        {
            return new Report(0, 0, 0, [.. file.Wrong.Take(MostErrors)]);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.PriceIndexes.Include(i => i.Values).SingleOrDefaultAsync(i => i.Id == input.IndexId, ct) is not { } index)
        {
            return Refusal.NotFound;
        }

        var before = index.Values.ToDictionary(v => v.From, v => v.Value);
        var others = before.Where(b => !file.Values.Any(v => v.From == b.Key)).Select(b => new PriceIndexFields.DatedValue(b.Key, b.Value));
        PriceIndexFields.Replace(index, [.. file.Values, .. others]);
        db.Touch(index);
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal is { } lost ? lost : new Report(
            file.Values.Count(v => !before.ContainsKey(v.From!.Value)), file.Values.Count(v => before.TryGetValue(v.From!.Value, out var old) && old != v.Value),
            file.Values.Count(v => before.TryGetValue(v.From!.Value, out var old) && old == v.Value), []);
    }
}
