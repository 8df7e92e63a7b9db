using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Changes name, PO number, due date and who looks after a job and where it is delivered.</summary>
public sealed class ChangeJob(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<ChangeJob> log)
{
    /// <param name="RetentionPercent">Null leaves it as it is.</param>
    public sealed record Input(long JobId, int Version, string Name, string PurchaseOrder, DateOnly? DueOn, long? ResponsibleUserId, long? SiteId = null, decimal? RetentionPercent = null);

    /// <summary>The new version.</summary>
    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (job is null)
        {
            return Refusal.NotFound;
        }

        if (job.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == job.LegalEntityId, ct);
        var refusals = JobFields.Check(input.Name, input.PurchaseOrder, input.DueOn, seller.Today(clock));
        if (input.ResponsibleUserId is { } person && !await db.Users.AnyAsync(u => u.Id == person && !u.IsClientUser, ct))
        {
            refusals.Add(Refusal.Invalid("JobFolders.UnknownChoice").On(nameof(input.ResponsibleUserId)));
        }

        if (!await ClientSites.MayNameAsync(db, input.SiteId, job.ClientId, ct))
        {
            refusals.Add(Refusal.Invalid("JobFolders.UnknownChoice").On(nameof(input.SiteId)));
        }

        if (input.RetentionPercent is { } percent && Retention.WhyNot(percent, seller) is { } tooMuch)
        {
            refusals.Add(tooMuch.On(nameof(input.RetentionPercent)));
        }

        if (refusals.Count > 0)
        {
            return Result<int>.Refused(refusals);
        }

        job.Rename(input.Name.Trim(), input.PurchaseOrder.Trim(), input.DueOn, input.ResponsibleUserId);
        job.DeliverTo(input.SiteId);
        job.HoldBack(input.RetentionPercent ?? job.RetentionPercent);
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        log.JobChanged(job.Id);
        return job.Version;
    }
}
