using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Moves an ordered line, with what is invoiced of it, to another open job of the same client, company and currency.</summary>
public sealed class MoveJobLine(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<MoveJobLine> log)
{
    public sealed record Input(long JobId, int Version, long LineId, long ToJobId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var jobs = await db.Jobs.Include(j => j.Lines).Where(j => j.Id == input.JobId || j.Id == input.ToJobId).ToListAsync(ct);
        var from = jobs.Find(j => j.Id == input.JobId);
        if (from?.Lines.Find(l => l.Id == input.LineId) is not { } line)
        {
            return Refusal.NotFound;
        }

        if (jobs.Find(j => j.Id == input.ToJobId) is not { } into || into.Id == from.Id || into.ClientId != from.ClientId
            || into.LegalEntityId != from.LegalEntityId || into.Currency != from.Currency)
        {
            return Refusal.Invalid("JobFolders.NotAJobOfTheClient").On(nameof(input.ToJobId));
        }

        if (from.IsFinished || into.IsFinished)
        {
            return Refusal.NotNow("JobFolders.JobFinished", from.IsFinished ? from.Number : into.Number);
        }

        if ((line.QuantityToInvoice != 0 || line.BillsDelivered) && from.WhyNotWith(into) is { } otherRetention)
        {
            return otherRetention.On(nameof(input.ToJobId));
        }

        db.ExpectVersion(from, input.Version);
        line.StageId = null;
        into.TakeOver(from, line);
        if (await db.JobTasks.SingleOrDefaultAsync(t => t.JobLineId == line.Id, ct) is { } task)
        {
            task.PutIn(null);
            task.MoveTo(into.Id);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (line.Net > 0 && await DepositRoom.AllowLessAsync(db, from, line.TaxCodeId, user, now, ct) is { } deposits)
        {
            return deposits;
        }

        JobsToInvoiceAgain.OpenWithMore(db, into, user, now);
        var what = AddJobLine.Short(line.Description);
        db.TimelineEntries.Add(new TimelineEntry(from.ClientId, from.Id, now, user, "JobFolders.LineMovedTo", nameof(Job), into.Id, what, into.Number));
        db.TimelineEntries.Add(new TimelineEntry(into.ClientId, into.Id, now, user, "JobFolders.LineMovedFrom", nameof(Job), from.Id, what, from.Number));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            log.LineMoved(line.Id, from.Id, into.Id);
        }

        return saved;
    }
}
