using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Banking.Matching;

/// <summary>A refund that a line by which money left may be.</summary>
public sealed record RefundProposal(long Id, string Number, string Client, DateOnly On);

/// <summary>Refunds of the same amount around the day of the line that have no line yet.</summary>
internal static class RefundProposals
{
    private const int Most = 6;
    private const int DaysApart = 12;

    public static async Task<IReadOnlyList<RefundProposal>> FindAsync(PortalDbContext db, BankLine line, CancellationToken ct)
    {
        if (line.IsCredit || line.State != BankLineState.ToDo)
        {
            return [];
        }

        var (from, to, amount) = (line.BookedOn.AddDays(-DaysApart), line.BookedOn.AddDays(DaysApart), -line.Amount);
        return await db.Refunds
            .Where(r => r.LegalEntityId == line.LegalEntityId && r.Currency == line.Currency && r.Amount == amount && r.ReversedOn == null
                && r.RefundedOn >= from && r.RefundedOn <= to && !db.BankLines.Any(l => l.RefundId == r.Id))
            .OrderBy(r => r.RefundedOn).ThenBy(r => r.Id).Take(Most)
            .Select(r => new RefundProposal(r.Id, r.Number, db.Clients.Where(c => c.Id == r.ClientId).Select(c => c.Name).First(), r.RefundedOn)).ToListAsync(ct);
    }
}
