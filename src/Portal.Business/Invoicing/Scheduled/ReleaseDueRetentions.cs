using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Scheduling;

namespace Portal.Business.Invoicing.Scheduled;

/// <summary>
/// Makes due what clients hold back of invoices when its day has come in their legal entity's time zone. Safe at any frequency and on several
/// nodes: the loser of a race finds it released. While the books are locked through the day, it waits.
/// </summary>
public sealed partial class ReleaseDueRetentions(
    PortalDbContextFactory contexts, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<ReleaseDueRetentions> log)
{
    private const int Most = 500;

    /// <param name="AsOf">Which day it is to be everywhere; no later than today except where <see cref="SchedulingOptions.MayRunAhead"/>.</param>
    public sealed record Input(DateOnly? AsOf = null);

    public sealed record Outcome(int Released, int Refused);

    public async Task<Result<Outcome>> RunAsync(Input input, CancellationToken ct)
    {
        var (released, refused) = (0, 0);
        foreach (var id in await FindAsync(input, ct))
        {
            await using var db = contexts.CreateFor(SystemUser.Instance);
            var invoice = await db.Invoices.Include(i => i.Releases).SingleAsync(i => i.Id == id, ct);
            var language = await db.LegalEntities.Where(e => e.Id == invoice.LegalEntityId).Select(e => e.Language).SingleAsync(ct);
            var reason = TextsIn.Get<InvoicingText>(language, "RetentionDayCame", Formats.For(language).Date(invoice.HeldUntil ?? DateOnly.MinValue));
            var result = await RetentionReleasing.ReleaseAsync(db, invoice, null, reason, SystemUser.Instance, clock, ct);
            result = result.Succeeded ? await db.TrySaveAsync(ct) : result;
            if (result.Succeeded)
            {
                released++;
            }
            else if (result.Refusal!.Kind != RefusalKind.Conflict)
            {
                refused++;
                LogRefused(log, id, string.Join(", ", result.Refusals.Select(r => r.Code)));
            }
        }

        return new Outcome(released, refused);
    }

    private async Task<List<long>> FindAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var days = await DueDays.LoadAsync(db, clock, ct);
        var today = options.Value.DayOf(input.AsOf, days.Today);
        var ahead = input.AsOf is null ? days.Ahead : [];
        var tomorrow = today.AddDays(1);
        return await db.Invoices.Where(i => i.Held != 0 && (i.HeldUntil <= today || (i.HeldUntil == tomorrow && ahead.Contains(i.LegalEntityId))))
            .OrderBy(i => i.HeldUntil).ThenBy(i => i.Id).Take(Most).Select(i => i.Id).ToListAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "Retention of invoice {InvoiceId} is not released: {Codes}; the next run tries again")]
    private static partial void LogRefused(ILogger logger, long invoiceId, string codes);
}
