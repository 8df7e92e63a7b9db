using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.UseCases;

namespace Portal.Business.Batches.UseCases;

/// <summary>What a batch would do, before it does anything: how many, worth how much, and what one should know of each.</summary>
public sealed class PreviewBatch(PortalDbContextFactory contexts, IEnumerable<IBatchKind> kinds, ListVisits visits, ICurrentUser user, TimeProvider clock)
{
    /// <summary>Notes that are shown one by one; the others are counted.</summary>
    private const int MostNotes = 100;

    /// <param name="Selection">Ticked ones by their ids, or a whole filter.</param>
    /// <param name="Again">Also what was sent before.</param>
    public sealed record Input(string Kind, BatchSelection Selection, bool Again = false);

    public sealed record Total(string Currency, decimal Amount);

    /// <param name="IsLeftOut">It is not done, for these reasons; else it is done all the same.</param>
    public sealed record Note(long Id, string Number, string ClientName, bool IsLeftOut, IReadOnlyList<Refusal> Reasons);

    /// <param name="ToDo">How many would be done.</param>
    /// <param name="Totals">Of those, of invoices; credit notes count negative.</param>
    /// <param name="SentBefore">Some are left out only because they were sent before.</param>
    /// <param name="Mark">Start with it: what changed meanwhile is then noticed.</param>
    public sealed record Preview(
        int ToDo, int LeftOut, IReadOnlyList<Total> Totals, IReadOnlyList<Note> Notes, int MoreNotes, bool SentBefore, string Mark);

    public async Task<Result<Preview>> RunAsync(Input input, CancellationToken ct)
    {
        if (!BatchAccess.May(user) || kinds.FirstOrDefault(k => k.Name == input.Kind) is not { } kind || !kind.Permissions.All(user.Has))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await BatchPlan.MakeAsync(db, kind, input.Selection, input.Again, visits, clock, ct) is not { } plan)
        {
            return Refusal.Invalid("Batches.TooMany", BatchPlan.MostItems);
        }

        var todo = plan.Entries.Where(e => !e.IsLeftOut).ToList();
        var noted = plan.Entries.Where(e => e.IsLeftOut || e.Verdict.Warnings.Count > 0).OrderByDescending(e => e.IsLeftOut).ToList();
        var shown = noted.Take(MostNotes).ToList();
        var ids = shown.Select(e => e.ClientId).Distinct().ToList();
        var names = await db.Clients.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        return new Preview(
            todo.Count,
            plan.Entries.Count - todo.Count,
            [.. todo.Select(e => e.Total).OfType<Total>().GroupBy(t => t.Currency).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Total(g.Key, g.Sum(t => t.Amount)))],
            [.. shown.Select(e => new Note(e.Id, e.Number, names[e.ClientId], e.IsLeftOut, e.IsLeftOut ? e.Verdict.Refusals : e.Verdict.Warnings))],
            noted.Count - shown.Count,
            noted.Exists(e => e.IsLeftOut && e.Verdict.Refusals is [{ Code: "Batches.SentBefore" }]),
            plan.Mark);
    }
}
