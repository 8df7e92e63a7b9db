using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Billing;

/// <summary>Some contracts of one company with everything that billing them needs, read with a few queries for all of them.</summary>
internal sealed class ContractsToBill
{
    private ContractsToBill(CompanyBook book, IReadOnlyList<ContractToBill> contracts) => (Book, Contracts) = (book, contracts);

    public CompanyBook Book { get; }

    public IReadOnlyList<ContractToBill> Contracts { get; }

    /// <summary>With contacts.</summary>
    public required IReadOnlyDictionary<long, Client> Clients { get; init; }

    public required IReadOnlyList<ParkedBilling> Parked { get; init; }

    public required IReadOnlyDictionary<long, DeliveryPlace> Places { get; init; }

    public required IReadOnlySet<long> Goods { get; init; }

    /// <summary>What one unit of a product costs the company now; of those that cost something.</summary>
    public required IReadOnlyDictionary<long, decimal> Costs { get; init; }

    public required IReadOnlyDictionary<long, string> JobNumbers { get; init; }

    /// <summary>The last date of an issued invoice: no other may be dated before it.</summary>
    public required DateOnly? LastIssued { get; init; }

    /// <summary>By client; under 0 those of the company.</summary>
    public required IReadOnlyDictionary<long, BillingLimit> Limits { get; init; }

    /// <summary>
    /// Ids are sent as one value each: several hundred of them as parameters of their own would take longer to write into each statement than to find.
    /// </summary>
    /// <param name="ids">In the order in which they are billed.</param>
    /// <param name="tracked">To bill them; without, to look at them.</param>
    public static async Task<ContractsToBill> LoadAsync(
        PortalDbContext db, CompanyBooks books, long legalEntityId, IReadOnlyList<long> ids, bool tracked, CancellationToken ct)
    {
        var book = await books.GetAsync(db, legalEntityId, ct);
        var query = tracked ? db.Contracts : db.Contracts.AsNoTracking();
        var order = ids.Select((id, at) => (id, at)).ToDictionary(i => i.id, i => i.at);
        var contracts = await ContractAccess.Whole(query.Where(c => EF.Parameter(ids).Contains(c.Id) && c.LegalEntityId == legalEntityId))
            .Where(c => c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused).ToListAsync(ct);
        contracts.Sort((a, b) => order[a.Id].CompareTo(order[b.Id]));
        var billed = (await ContractAccess.BilledItemsAsync(db, ids, ct)).ToLookup(b => b.ContractId);
        var visits = (await ContractAccess.VisitsAsync(db, contracts, ct)).ToLookup(v => v.LineId);
        var clientIds = contracts.SelectMany(c => new[] { c.ClientId, c.PayerId }).Distinct().ToList();
        var parked = tracked ? db.ParkedBillings : db.ParkedBillings.AsNoTracking();
        var products = contracts.SelectMany(c => c.Lines.Select(l => l.ProductId).Concat(c.Charges.Select(h => h.ProductId))).OfType<long>().Distinct().ToList();
        var sites = contracts.SelectMany(c => c.Lines).Select(l => l.SiteId).OfType<long>().Distinct().ToList();
        var jobs = contracts.Select(c => c.JobId).OfType<long>().Distinct().ToList();
        var limits = await db.BillingLimits.AsNoTracking().Where(l => l.LegalEntityId == legalEntityId && (l.ClientId == null || EF.Parameter(clientIds).Contains(l.ClientId.Value))).ToListAsync(ct);
        return new ContractsToBill(book, [.. contracts.Select(c => new ContractToBill(c, new BilledOfContracts([.. billed[c.Id]]), [.. c.Lines.SelectMany(l => visits[l.Id])]))])
        {
            Clients = await db.Clients.AsNoTracking().Include(c => c.Contacts).Where(c => EF.Parameter(clientIds).Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct),
            Parked = await parked.Where(p => EF.Parameter(ids).Contains(p.ContractId)).ToListAsync(ct),
            Places = sites.Count == 0 ? new Dictionary<long, DeliveryPlace>()
                : await db.Sites.AsNoTracking().Where(s => EF.Parameter(sites).Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => new DeliveryPlace(s.Name, s.Address), ct),
            Costs = await PurchaseCosts.OfAsync(db, products.Select(p => (long?)p), ct),
            Goods = products.Count == 0 ? new HashSet<long>()
                : (await db.Products.Where(p => EF.Parameter(products).Contains(p.Id) && p.Kind == ProductKind.Goods).Select(p => p.Id).ToListAsync(ct)).ToHashSet(),
            JobNumbers = jobs.Count == 0 ? new Dictionary<long, string>() : await db.Jobs.Where(j => EF.Parameter(jobs).Contains(j.Id)).ToDictionaryAsync(j => j.Id, j => j.Number, ct),
            LastIssued = await db.Set<NumberSeries>().Where(s => s.LegalEntityId == legalEntityId && s.Document == NumberedDocument.Invoice).Select(s => s.LastDate).SingleOrDefaultAsync(ct),
            Limits = limits.ToDictionary(l => l.ClientId ?? 0),
        };
    }

    /// <summary>The change that a contract may make at most; null: any. What the contract says counts before the client's, and that before the company's.</summary>
    public decimal? LargestChange(Contract contract) =>
        contract.LargestChangePercent ?? Limits.GetValueOrDefault(contract.PayerId)?.LargestChangePercent ?? Limits.GetValueOrDefault(0)?.LargestChangePercent;

    public int? MostInvoicesOfPayer(Contract contract) =>
        Limits.GetValueOrDefault(contract.PayerId)?.MostInvoicesPerDay ?? Limits.GetValueOrDefault(0)?.MostInvoicesPerDay;
}
