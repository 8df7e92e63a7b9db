using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>What the billing run left to a person, the longest waiting first.</summary>
public sealed class ListParkedBillings(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Waiting">Only what nobody has let pass yet.</param>
    public sealed record Input(bool Waiting = false, PageRequest? Page = null);

    /// <param name="MayRelease">The limits hold it back, which a person may let pass; other reasons have to be put right.</param>
    public sealed record Row(
        long Id, int Version, long ContractId, string Reference, string Title, string ClientName, DateOnly InvoiceOn, decimal? Net, string Currency,
        IReadOnlyList<Refusal> Reasons, DateTime ParkedAt, DateTime? ReleasedAt, string TimeZone, bool MayRelease);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsBill))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var page = input.Page ?? new PageRequest();
        var passable = ParkedBilling.PassableCodes;
        var parked = db.ParkedBillings.AsNoTracking().Only(page).Where(p => !input.Waiting || p.ReleasedAt == null || !passable.Contains(p.Code));
        var rows = await (
            from p in parked
            join c in db.Contracts on p.ContractId equals c.Id
            join client in db.Clients on c.PayerId equals client.Id
            join entity in db.LegalEntities on c.LegalEntityId equals entity.Id
            orderby p.InvoiceOn, p.Id
            select new { Parked = p, c.Reference, c.Title, Client = client.Name, c.Currency, entity.TimeZone }).Skip(page.Skip).Take(page.Take).ToListAsync(ct);
        return new Page<Row>(
            [.. rows.Select(r => new Row(
                r.Parked.Id, r.Parked.Version, r.Parked.ContractId, r.Reference, r.Title, r.Client, r.Parked.InvoiceOn, r.Parked.Net, r.Currency,
                [.. r.Parked.Reasons.Select(x => x.Read())], r.Parked.ParkedAt, r.Parked.CanPass ? r.Parked.ReleasedAt : null, r.TimeZone,
                r.Parked is { IsReleased: false, CanPass: true }))],
            await parked.CountAsync(ct));
    }
}
