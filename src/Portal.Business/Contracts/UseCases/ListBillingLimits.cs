using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The limits of single clients and single contracts, and how much they hold back now. What a contract says counts before its payer's, and that before the company's.</summary>
public sealed class ListBillingLimits(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(PageRequest Page, long LegalEntityId, string Search = "", bool? Contracts = null);

    /// <param name="Id">Of the limit; of a contract, the contract.</param>
    /// <param name="Reference">Of the contract; empty: of a client.</param>
    /// <param name="Client">The payer.</param>
    /// <param name="LargestChangePercent">10 means 10 %; null: no limit of its own.</param>
    /// <param name="HeldBack">Billings that wait for a person because of a limit.</param>
    public sealed record Row(long Id, int Version, string Reference, long ClientId, string Client, decimal? LargestChangePercent, int? MostInvoicesPerDay, int HeldBack)
    {
        public bool IsOfContract => Reference.Length > 0;
    }

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsLimit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var key = Folding.Fold(input.Search);
        var codes = ParkedBilling.LimitCodes;
        var ofClients = from l in db.BillingLimits.AsNoTracking()
                        join c in db.Clients on l.ClientId equals c.Id
                        where l.LegalEntityId == input.LegalEntityId && (key == "" || c.SearchKey.Contains(key))
                        orderby c.Name, l.Id
                        select new Row(
                            l.Id, l.Version, "", c.Id, c.Name, l.LargestChangePercent, l.MostInvoicesPerDay,
                            db.ParkedBillings.Count(p => p.ReleasedAt == null && codes.Contains(p.Code)
                                && db.Contracts.Any(k => k.Id == p.ContractId && k.PayerId == c.Id && k.LegalEntityId == l.LegalEntityId)));
        var ofContracts = from k in db.Contracts.AsNoTracking()
                          join c in db.Clients on k.PayerId equals c.Id
                          where k.LegalEntityId == input.LegalEntityId && (k.LargestChangePercent != null || k.MostInvoicesPerDay != null)
                              && k.Status != ContractStatus.Ended && k.Status != ContractStatus.Cancelled
                              && (key == "" || c.SearchKey.Contains(key) || k.SearchKey.Contains(key))
                          orderby k.Reference, k.Id
                          select new Row(
                              k.Id, k.Version, k.Reference, c.Id, c.Name, k.LargestChangePercent, k.MostInvoicesPerDay,
                              db.ParkedBillings.Count(p => p.ReleasedAt == null && codes.Contains(p.Code) && p.ContractId == k.Id));

        // Two questions rather than a union, which not every database can sort: the clients come first.
        var clients = input.Contracts == true ? 0 : await ofClients.CountAsync(ct);
        var contracts = input.Contracts == false ? 0 : await ofContracts.CountAsync(ct);
        List<Row> rows = input.Contracts == true ? [] : await ofClients.Skip(input.Page.Skip).Take(input.Page.Take).ToListAsync(ct);
        if (input.Contracts != false && rows.Count < input.Page.Take)
        {
            rows.AddRange(await ofContracts.Skip(Math.Max(0, input.Page.Skip - clients)).Take(input.Page.Take - rows.Count).ToListAsync(ct));
        }

        return new Page<Row>(rows, clients + contracts);
    }
}
