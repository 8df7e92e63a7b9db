using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Another quantity or price of an ordered line, with the reason. The quote that it came from stays as it was approved.</summary>
public sealed class CorrectJobLine(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<CorrectJobLine> log)
{
    public const int LongestReason = 500;

    /// <param name="Version">Of the job, as it was seen.</param>
    public sealed record Input(long JobId, int Version, long LineId, decimal Quantity, decimal UnitPrice, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var job = await db.Jobs.Include(j => j.Lines).SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (job?.Lines.SingleOrDefault(l => l.Id == input.LineId) is not { } line)
        {
            return Refusal.NotFound;
        }

        if (job.IsFinished)
        {
            return Refusal.NotNow("JobFolders.JobFinished", job.Number);
        }

        if (Check(input, line) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        if (await db.HoursPacks.AnyAsync(p => p.JobLineId == line.Id, ct))
        {
            return Refusal.NotNow("JobFolders.LineHoursStay", line.Description);
        }

        if (Money.RoundQuantity(input.Quantity) is var wanted && wanted != line.Quantity && (wanted != line.InvoicedQuantity || wanted == 0) && await db.TimeEntries.AnyAsync(e => e.JobLineId == line.Id, ct))
        {
            return Refusal.NotNow("JobFolders.LineTimeStays", line.Description).On(nameof(input.Quantity));
        }

        db.ExpectVersion(job, input.Version);
        var (quantity, price, net) = (line.Quantity, line.UnitPrice, line.Net);
        if (job.Correct(line, Money.RoundQuantity(input.Quantity), Money.RoundUnitPrice(input.UnitPrice)) is { Succeeded: false } refused)
        {
            return refused;
        }

        if ((quantity, price) == (line.Quantity, line.UnitPrice))
        {
            return Result.Done;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (line.Net < net && await DepositRoom.AllowLessAsync(db, job, line.TaxCodeId, user, now, ct) is { } deposits)
        {
            return deposits.On(nameof(input.Quantity));
        }

        db.Touch(job);
        db.TimelineEntries.Add(new TimelineEntry(
            job.ClientId, job.Id, now, user, "JobFolders.LineCorrected", nameof(Job), job.Id, AddJobLine.Short(line.Description), quantity, (price, job.Currency), line.Quantity,
            (line.UnitPrice, job.Currency), input.Reason.Trim()));
        JobsToInvoiceAgain.OpenWithMore(db, job, user, now);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            log.LineCorrected(line.Id, job.Id);
        }

        return saved;
    }

    private static List<Refusal> Check(Input input, JobLine line)
    {
        var refusals = PricedLine.Check(line.Description, input.Quantity, input.UnitPrice, line.DiscountPercent);
        if (string.IsNullOrWhiteSpace(input.Reason))
        {
            refusals.Add(Refusal.Invalid("Common.Required").On(nameof(input.Reason)));
        }

        if (input.Reason.Trim().Length > LongestReason)
        {
            refusals.Add(Refusal.Invalid("Common.TooLong", nameof(input.Reason), LongestReason).On(nameof(input.Reason)));
        }

        return refusals;
    }
}
