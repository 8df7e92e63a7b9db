using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>A new price index, or a change of one with all its values. Indexations keep the values that they used.</summary>
public sealed class SavePriceIndex(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="Id">Null for a new one.</param>
    public sealed record Input(long? Id, int Version, PriceIndexFields Fields);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsIndex))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var index = input.Id is { } id ? await db.PriceIndexes.Include(i => i.Values).SingleOrDefaultAsync(i => i.Id == id, ct) : null;
        if (input.Id is not null && index is null)
        {
            return Refusal.NotFound;
        }

        if (index is not null && index.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        if (index is null)
        {
            index = new PriceIndex { Code = fields.Code, Name = fields.Name };
            db.Add(index);
        }

        (index.Code, index.Name, index.Source, index.IsActive) = (fields.Code, fields.Name, fields.Source, fields.IsActive);
        PriceIndexFields.Replace(index, fields.Values);
        db.Entry(index).Property(i => i.Version).IsModified = input.Id is not null;
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal switch
        {
            null => index.Id,
            { Code: "Common.AlreadyThere" } => Refusal.Conflict("Contracts.IndexCodeTaken", fields.Code).On(nameof(fields.Code)),
            var refusal => refusal,
        };
    }
}
