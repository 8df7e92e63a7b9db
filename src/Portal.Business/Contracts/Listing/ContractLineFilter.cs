using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.Listing;

/// <summary>Which lines the list is of, and which of them it adds up.</summary>
internal static class ContractLineFilter
{
    public static IQueryable<ContractLineOrder> Of(PortalDbContext db, ListContractLines.Input input, DueDays days)
    {
        var (today, tomorrow, ahead) = (days.Today, days.Today.AddDays(1), days.Ahead);
        var contracts = db.Contracts.AsNoTracking()
            .Where(c => input.ClientId == null || c.ClientId == input.ClientId || c.PayerId == input.ClientId)
            .Where(c => input.PayerId == null || c.PayerId == input.PayerId)
            .Where(c => input.Frequency == null || c.Frequency == input.Frequency);
        var lines = db.ContractLines.AsNoTracking()
            .Where(l => input.Status == null || l.Status == input.Status)
            .Where(l => !input.Running || l.Status == ContractLineStatus.Active || l.Status == ContractLineStatus.Draft)
            .Where(l => input.Indexable == null || l.IsIndexable == input.Indexable);
        var pairs = from l in lines
                    join c in contracts on l.ContractId equals c.Id
                    join k in db.Clients on c.ClientId equals k.Id
                    where !input.Running || l.EndsOn == null || l.EndsOn >= (ahead.Contains(c.LegalEntityId) ? tomorrow : today)
                    select new ContractLineOrder { Line = l, Contract = c, Client = k.Name, ClientKey = k.SearchKey };
        var folded = Folding.Fold(input.Search);
        return pairs.WhereContains((p => p.Contract.SearchKey, folded), (p => p.ClientKey, folded), (p => p.Line.Description, input.Search));
    }

    /// <summary>Without amendments to come of lines that go on: a year is not paid twice.</summary>
    public static IQueryable<ContractLineOrder> Once(PortalDbContext db, IQueryable<ContractLineOrder> lines, DueDays days)
    {
        var (today, tomorrow, ahead) = (days.Today, days.Today.AddDays(1), days.Ahead);
        return lines.Where(p => !db.ContractLines.Any(b => b.Id == p.Line.PreviousId && b.EndsOn >= (ahead.Contains(p.Contract.LegalEntityId) ? tomorrow : today)));
    }
}
