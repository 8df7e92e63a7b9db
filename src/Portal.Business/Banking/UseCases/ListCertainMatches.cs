using Microsoft.EntityFrameworkCore;
using Portal.Business.Banking.Matching;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Banking.UseCases;

/// <summary>The lines that wait and are certain, oldest first, for a person to look over and confirm in one go.</summary>
public sealed class ListCertainMatches(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <summary>More are looked at when these are settled.</summary>
    public const int Most = 2000;

    public sealed record Input(long? AccountId = null);

    public sealed record Row(long LineId, int Version, DateOnly BookedOn, string Name, string Label, decimal Amount, string Currency, Proposal Match);

    /// <param name="Looked">Lines that were looked at.</param>
    /// <param name="Waiting">All that wait.</param>
    public sealed record Listed(IReadOnlyList<Row> Rows, int Looked, int Waiting);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var waiting = db.BankLines.AsNoTracking().Where(l => l.State == BankLineState.ToDo && l.Amount > 0 && (input.AccountId == null || l.BankAccountId == input.AccountId));
        var lines = await waiting.OrderBy(l => l.BookedOn).ThenBy(l => l.Position).ThenBy(l => l.Id).Take(Most).ToListAsync(ct);
        var proposals = await Proposals.FindAsync(db, lines, ct);
        var (rows, taken) = (new List<Row>(), new HashSet<long>());
        foreach (var line in lines)
        {
            // What an earlier line pays already is not certain for the next.
            if (proposals.GetValueOrDefault(line.Id)?.FirstOrDefault(p => p.IsCertain) is { } match && Claims(match).All(taken.Add))
            {
                rows.Add(new Row(line.Id, line.Version, line.BookedOn, line.Name, line.Label, line.Amount, line.Currency, match));
            }
        }

        return new Listed(rows, lines.Count, await waiting.CountAsync(ct));
    }

    private static IEnumerable<long> Claims(Proposal match) => match.Recorded.Count > 0 ? match.RecordedIds : match.Shares.Select(s => s.InvoiceId);
}
