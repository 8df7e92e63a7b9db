using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Which codes another fiscal position changes, line by line, exactly as <see cref="ChangeContractPosition"/> does it. Nothing is saved.</summary>
public sealed class PreviewContractPosition(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="From">The first day of the new codes.</param>
    public sealed record Row(string Description, DateOnly From, string OldTax, string NewTax, string OldAccount, string NewAccount);

    public sealed record Preview(IReadOnlyList<Row> Rows);

    public async Task<Result<Preview>> RunAsync(ChangeContractPosition.Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!(await ContractChange.StartAsync(db, input.ContractId, input.Version, clock, ct)).TryGet(out var change, out var not))
        {
            return not;
        }

        var made = await PositionChange.MakeAsync(db, change.Contract, change.Billed, input.From, input.FiscalPositionId, ct);
        if (!made.TryGet(out var changed))
        {
            return Result<Preview>.Refused(made.Refusals);
        }

        var taxIds = changed.Rows.SelectMany(r => new[] { r.OldTaxCodeId, r.NewTaxCodeId }).ToList();
        var accountIds = changed.Rows.SelectMany(r => new[] { r.OldAccountId, r.NewAccountId }).ToList();
        var taxes = await db.TaxCodes.Where(t => taxIds.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Code, ct);
        var accounts = await db.GlAccounts.Where(a => accountIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Number, ct);
        return new Preview([.. changed.Rows.Select(r => new Row(
            r.Description, r.From, Of(taxes, r.OldTaxCodeId), Of(taxes, r.NewTaxCodeId), Of(accounts, r.OldAccountId), Of(accounts, r.NewAccountId)))]);

        static string Of(Dictionary<long, string> names, long? id) => id is { } known ? names.GetValueOrDefault(known, "") : "";
    }
}
