using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Contracts;

/// <summary>
/// Whether the company proposes an indexation of a contract at its next renewal: its renewal settings say so, contract and a line that goes on may be
/// indexed, and none is applied beyond the end. Of a fixed term it is proposed once a person has renewed it, until the new term begins: before,
/// there is no day on which a new price could be. A person applies it; nothing here does.
/// </summary>
internal static class ProposedIndexation
{
    /// <param name="LegalEntityId">Whose settings propose it.</param>
    /// <param name="From">The first day after the end.</param>
    public sealed record Proposal(long LegalEntityId, DateOnly From);

    public static async Task<Proposal?> OfAsync(PortalDbContext db, Contract contract, DateOnly today, CancellationToken ct)
    {
        var end = contract.RenewsAutomatically ? contract.Periods.Select(p => (DateOnly?)p.To).Max() : contract.RenewedFrom.Select(d => (DateOnly?)d.AddDays(-1)).Max();
        if (!contract.Bills || !contract.IsIndexable || contract.EndedOn is not null || end is not { } last || last < today
            || !contract.Lines.Exists(l => l is { IsIndexable: true, Status: ContractLineStatus.Active, EndsOn: null }) || contract.Lines.Exists(l => l.IndexationId != null && l.StartsOn > last))
        {
            return null;
        }

        var settings = await db.RenewalSettings.AsNoTracking().SingleOrDefaultAsync(s => s.LegalEntityId == contract.LegalEntityId, ct);
        return settings is { ProposesIndexation: true } && (!contract.RenewsAutomatically || last.AddDays(-contract.NoticeDays - settings.LeadDays) <= today) ? new Proposal(contract.LegalEntityId, last.AddDays(1)) : null;
    }
}
