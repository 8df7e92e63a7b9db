using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Scheduling;

namespace Portal.Business.Invoicing.Scheduled;

/// <summary>
/// Makes due what clients hold back of invoices when its day has come in their legal entity's time zone. Safe at any frequency and on several
/// nodes: the loser of a race finds it released. While the books of a company are locked through the day, or lack an account, its own wait and those of
/// the others go on.
/// </summary>
public sealed partial class ReleaseDueRetentions(
    PortalDbContextFactory contexts, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<ReleaseDueRetentions> log)
{
    /// <param name="AsOf">Which day it is to be everywhere; no later than today except where <see cref="SchedulingOptions.MayRunAhead"/>.</param>
    public sealed record Input(DateOnly? AsOf = null);

    public sealed record Outcome(int Released, int Refused);

    public async Task<Result<Outcome>> RunAsync(Input input, CancellationToken ct)
    {
        var (released, refused) = (0, 0);
        foreach (var company in await FindAsync(input, ct))
        {
            if (company.WhyNot.Count > 0)
            {
                refused += company.InvoiceIds.Count;
                LogNotBookable(log, company.Entity.Name, company.InvoiceIds.Count, Codes(company.WhyNot));
                continue;
            }

            foreach (var id in company.InvoiceIds)
            {
                try
                {
                    var result = await ReleaseAsync(id, company.Entity, ct);
                    if (result.Succeeded)
                    {
                        released++;
                    }
                    else if (result.Refusal!.Kind != RefusalKind.Conflict)
                    {
                        refused++;
                        LogRefused(log, id, Codes(result.Refusals));
                    }
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    refused++;
                    LogFailed(log, e, id);
                }
            }
        }

        return new Outcome(released, refused);
    }

    private async Task<Result> ReleaseAsync(long invoiceId, LegalEntity entity, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var invoice = await db.Invoices.Include(i => i.Releases).SingleAsync(i => i.Id == invoiceId, ct);
        var reason = TextsIn.Get<InvoicingText>(entity.Language, "RetentionDayCame", Formats.For(entity.Language).Date(invoice.HeldUntil ?? DateOnly.MinValue));
        var result = await RetentionReleasing.ReleaseAsync(db, invoice, null, reason, SystemUser.Instance, clock, ct);
        return result.Succeeded ? await db.TrySaveAsync(ct) : result;
    }

    private async Task<List<Company>> FindAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var days = await DueDays.LoadAsync(db, clock, ct);
        var today = options.Value.DayOf(input.AsOf, days.Today);
        var ahead = input.AsOf is null ? days.Ahead : [];
        var tomorrow = today.AddDays(1);
        var due = await db.Invoices.Where(i => i.Held != 0 && (i.HeldUntil <= today || (i.HeldUntil == tomorrow && ahead.Contains(i.LegalEntityId))))
            .OrderBy(i => i.HeldUntil).ThenBy(i => i.Id).Select(i => new { i.Id, i.LegalEntityId }).ToListAsync(ct);
        var companies = new List<Company>();
        foreach (var own in due.GroupBy(i => i.LegalEntityId))
        {
            var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == own.Key, ct);
            companies.Add(new Company(entity, await RetentionReleasing.WhyNotAsync(db, entity, entity.Today(clock), ct), [.. own.Select(i => i.Id)]));
        }

        return companies;
    }

    private static string Codes(IEnumerable<Refusal> refusals) => string.Join(", ", refusals.Select(r => r.Code));

    /// <param name="WhyNot">What keeps the company from booking any release.</param>
    private sealed record Company(LegalEntity Entity, IReadOnlyList<Refusal> WhyNot, IReadOnlyList<long> InvoiceIds);

    [LoggerMessage(LogLevel.Warning, "{Company} can book no release of a retention, {Count} wait: {Codes}; the next run tries again")]
    private static partial void LogNotBookable(ILogger logger, string company, int count, string codes);

    [LoggerMessage(LogLevel.Error, "Releasing the retention of invoice {InvoiceId} failed, the next run tries again")]
    private static partial void LogFailed(ILogger logger, Exception e, long invoiceId);

    [LoggerMessage(LogLevel.Warning, "Retention of invoice {InvoiceId} is not released: {Codes}; the next run tries again")]
    private static partial void LogRefused(ILogger logger, long invoiceId, string codes);
}
