using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Integrity;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>What making a held-back amount due does, whoever asks for it: row, entry, seal, timeline. The caller saves.</summary>
internal static class RetentionReleasing
{
    /// <param name="amount">Null: all that is held back.</param>
    public static async Task<Result> ReleaseAsync(
        PortalDbContext db, Invoice invoice, decimal? amount, string reason, ICurrentUser by, TimeProvider clock, CancellationToken ct)
    {
        var (entity, now) = (await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct), clock.GetUtcNow().UtcDateTime);
        if (await WhyNotAsync(db, entity, entity.DayOf(now), ct) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        var made = await db.RetentionReleases.CountAsync(r => r.InvoiceId == invoice.Id, ct);
        var released = invoice.Release(entity, amount, reason, made, entity.DayOf(now), now);
        if (!released.TryGet(out var release))
        {
            return Result.Refused(released.Refusals);
        }

        Book(db, invoice, release, entity, by, now, "Invoicing.RetentionReleased", reason);
        return Result.Done;
    }

    /// <summary>It is held back again.</summary>
    public static async Task<Result> TakeBackAsync(
        PortalDbContext db, Invoice invoice, RetentionRelease release, DateOnly? until, string reason, ICurrentUser by, TimeProvider clock, CancellationToken ct)
    {
        var (entity, now) = (await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct), clock.GetUtcNow().UtcDateTime);
        if (await WhyNotAsync(db, entity, entity.DayOf(now), ct) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        var taken = invoice.TakeBack(release, reason, until, invoice.Instalments.Max(i => i.DueOn), entity.DayOf(now), now);
        if (taken.Succeeded)
        {
            Book(db, invoice, release, entity, by, now, "Invoicing.RetentionHeldAgain", reason);
        }

        return taken;
    }

    /// <summary>Why the company can book no release on a day, whatever invoice it is of.</summary>
    public static async Task<IReadOnlyList<Refusal>> WhyNotAsync(PortalDbContext db, LegalEntity entity, DateOnly day, CancellationToken ct) =>
        [.. AccountingEntries.MissingForRelease(entity), .. await PeriodLock.RefusalsAsync(db, entity, day, ct)];

    private static void Book(
        PortalDbContext db, Invoice invoice, RetentionRelease release, LegalEntity entity, ICurrentUser by, DateTime now, string what, string reason)
    {
        AccountingEntries.AddForRelease(db, release, entity, invoice.Parties?.BilledTo.Name ?? "");
        if (release.ReversedOn is null)
        {
            RetentionSeals.Add(db, release);
        }
        else
        {
            ReversalSeals.Add(db, release);
        }

        db.TimelineEntries.Add(new TimelineEntry(
            invoice.ClientId, invoice.JobId, now, by, what, nameof(Invoice), invoice.Id, invoice.DisplayNumber, (release.Amount, release.Currency), reason));
    }
}
