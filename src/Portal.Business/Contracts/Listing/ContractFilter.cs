using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Listing;

/// <summary>Which contracts the list is of, and which of their lines it adds up.</summary>
internal static class ContractFilter
{
    public static IQueryable<Contract> Of(PortalDbContext db, ListContracts.Input input, DateOnly today, DateTime now)
    {
        var contracts = db.Contracts.AsNoTracking().Matching(
            (c, word) => c.SearchKey.Contains(word) || db.Clients.Any(k => (k.Id == c.ClientId || k.Id == c.PayerId) && k.SearchKey.Contains(word)), input.Search);
        if (input.Status is { } status)
        {
            contracts = contracts.Where(c => c.Status == status);
        }
        else if (input.Running)
        {
            contracts = contracts.Where(c => c.Status == ContractStatus.Draft || c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused);
        }

        if (input.RenewsWithin is { } within)
        {
            var until = today.AddDays(within);
            contracts = contracts.Where(c => c.EndedOn == null && (c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused)
                && (c.RenewsAutomatically ? c.Periods.Max(p => (DateOnly?)p.To) : c.EndsOn) >= today && (c.RenewsAutomatically ? c.Periods.Max(p => (DateOnly?)p.To) : c.EndsOn) <= until);
        }

        if (input.Answer is { } answer and not ContractAnswerState.None)
        {
            var (offers, outOfTime) = (WaitingContracts.Offers(db), WaitingContracts.OutOfTime(db, now));
            var late = answer == ContractAnswerState.OutOfTime;
            contracts = contracts.Where(c => offers.Any(o => o.ContractId == c.Id) && outOfTime.Any(o => o.ContractId == c.Id) == late);
        }

        return contracts
            .Where(c => input.PayerId == null || c.PayerId == input.PayerId)
            .Where(c => input.ClientId == null || c.ClientId == input.ClientId || c.PayerId == input.ClientId)
            .Where(c => input.Frequency == null || c.Frequency == input.Frequency)
            .Where(c => input.Timing == null || c.Timing == input.Timing)
            .Where(c => input.Kind == null || c.Kind == input.Kind)
            .Where(c => input.NextUntil == null || c.NextInvoiceOn <= input.NextUntil);
    }

    /// <summary>The lines that a year's amount is of: those that go on, each once however it is amended later; of a draft, its draft lines.</summary>
    public static IQueryable<ContractLine> LinesOfAYear(PortalDbContext db, IReadOnlyList<long> ahead, DateOnly today, DateOnly tomorrow) =>
        from l in db.ContractLines
        join c in db.Contracts on l.ContractId equals c.Id
        let day = ahead.Contains(c.LegalEntityId) ? tomorrow : today
        where (l.Status == ContractLineStatus.Active && (l.EndsOn == null || l.EndsOn >= day) && !db.ContractLines.Any(p => p.Id == l.PreviousId && p.EndsOn >= day))
            || (c.Status == ContractStatus.Draft && l.Status == ContractLineStatus.Draft)
        select l;
}
