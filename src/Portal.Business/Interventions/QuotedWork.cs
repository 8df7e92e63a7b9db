using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Interventions;

/// <summary>
/// Keeps the work lines of requests in step with the quotes made from them, in the save that changes the quote. A quote line remembers the
/// work line that it offers; the work line names the quote line only as long as that offer can still be approved.
/// </summary>
internal static class QuotedWork
{
    /// <summary>The quote was refused, expired or deleted: what it offered can be billed some other way.</summary>
    public static Task ReleaseAsync(PortalDbContext db, Quote quote, CancellationToken ct) => ReleaseAsync(db, quote.Id, null, ct);

    /// <summary>These lines are no longer on the draft.</summary>
    public static Task ReleaseAsync(PortalDbContext db, Quote quote, IReadOnlyCollection<long> lineIds, CancellationToken ct) =>
        lineIds.Count == 0 ? Task.CompletedTask : ReleaseAsync(db, quote.Id, lineIds, ct);

    /// <summary>What the old quote offered is offered by its revision now; lines come in the order of the old ones.</summary>
    public static async Task MoveAsync(PortalDbContext db, Quote from, Quote to, CancellationToken ct)
    {
        var offered = await OnAsync(db, from.Id, null, ct);
        foreach (var line in offered)
        {
            line.LeaveQuote();
            if (to.Lines.Find(l => l.WorkLineId == line.Id) is { } next)
            {
                line.Quote(next.Id);
            }
        }
    }

    /// <summary>
    /// The quote is open again (extended, or its revision was given up), or approved after it had expired: it takes back what it offers.
    /// Refuses what went another way meanwhile.
    /// </summary>
    /// <param name="lines">The lines of the quote that count.</param>
    public static async Task<Result> TakeAsync(PortalDbContext db, IEnumerable<QuoteLine> lines, CancellationToken ct)
    {
        foreach (var (offer, line) in await PairsAsync(db, lines, ct))
        {
            if (line.QuoteLineId == offer.Id && line.JobLineId is null)
            {
                continue;
            }

            if (line.Quote(offer.Id) is { Succeeded: false } taken)
            {
                return taken;
            }
        }

        return Result.Done;
    }

    /// <summary>The quote is approved: what it offers is ordered; options that were not ticked are free again.</summary>
    /// <param name="ordered">The job lines made of the lines that count.</param>
    public static async Task<Result> OrderAsync(PortalDbContext db, Quote quote, IReadOnlyList<JobLine> ordered, CancellationToken ct)
    {
        if (quote.Lines.TrueForAll(l => l.WorkLineId is null))
        {
            return Result.Done;
        }

        var taken = await TakeAsync(db, quote.CountedLines, ct);
        if (!taken.Succeeded)
        {
            return taken;
        }

        foreach (var (offer, line) in await PairsAsync(db, quote.Lines, ct))
        {
            if (!offer.Counts)
            {
                if (line.QuoteLineId == offer.Id)
                {
                    line.LeaveQuote();
                }
            }
            else if (ordered.FirstOrDefault(j => j.QuoteLineId == offer.Id) is { } jobLine && line.Order(jobLine.Id) is { Succeeded: false } refused)
            {
                return refused;
            }
        }

        return Result.Done;
    }

    private static async Task ReleaseAsync(PortalDbContext db, long quoteId, IReadOnlyCollection<long>? lineIds, CancellationToken ct)
    {
        foreach (var line in await OnAsync(db, quoteId, lineIds, ct))
        {
            line.LeaveQuote();
        }
    }

    private static Task<List<WorkLine>> OnAsync(PortalDbContext db, long quoteId, IReadOnlyCollection<long>? lineIds, CancellationToken ct) =>
        db.WorkLines.Where(w => w.JobLineId == null && db.Set<QuoteLine>().Any(l => l.Id == w.QuoteLineId && l.QuoteId == quoteId && (lineIds == null || lineIds.Contains(l.Id)))).ToListAsync(ct);

    private static async Task<List<(QuoteLine Offer, WorkLine Line)>> PairsAsync(PortalDbContext db, IEnumerable<QuoteLine> lines, CancellationToken ct)
    {
        var offers = lines.Where(l => l.WorkLineId is not null).ToList();
        var ids = offers.Select(l => l.WorkLineId!.Value).ToList();
        var work = ids.Count == 0 ? [] : await db.WorkLines.Where(w => ids.Contains(w.Id)).ToDictionaryAsync(w => w.Id, ct);
        return [.. offers.Where(o => work.ContainsKey(o.WorkLineId!.Value)).Select(o => (o, work[o.WorkLineId!.Value]))];
    }
}
