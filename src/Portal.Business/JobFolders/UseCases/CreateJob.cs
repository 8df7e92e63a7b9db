using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Opens a job for a client, with the next number of its legal entity.</summary>
public sealed class CreateJob(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<CreateJob> log)
{
    /// <param name="LegalEntityId">Null takes the client's usual one.</param>
    /// <param name="SiteId">Where it is delivered; null: as billed.</param>
    public sealed record Input(long ClientId, string Name, string PurchaseOrder = "", DateOnly? DueOn = null, long? LegalEntityId = null, long? SiteId = null);

    /// <summary>The new job's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        if (client is null)
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.ClientId));
        }

        if (!(await db.SellerAsync(client, null, input.LegalEntityId, ct)).TryGet(out var seller, out var sellsNothing))
        {
            return sellsNothing;
        }

        var refusals = JobFields.Check(input.Name, input.PurchaseOrder, input.DueOn, seller.Today(clock));
        if (!client.IsActive)
        {
            refusals.Add(Refusal.NotNow("JobFolders.ClientInactive", client.Name).On(nameof(input.ClientId)));
        }

        if (!await ClientSites.MayNameAsync(db, input.SiteId, client.Id, ct))
        {
            refusals.Add(Refusal.Invalid("JobFolders.UnknownChoice").On(nameof(input.SiteId)));
        }

        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        await using var transaction = await db.BeginWriteAsync(ct);
        var started = await NewJob.StartAsync(db, client, seller, input.Name.Trim(), user, clock.GetUtcNow().UtcDateTime, ct);
        if (!started.TryGet(out var job))
        {
            return Result<long>.Refused(started.Refusals);
        }

        job.DeliverTo(input.SiteId);
        job.Rename(job.Name, input.PurchaseOrder.Trim(), input.DueOn, user.UserId);
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        await transaction.CommitAsync(ct);
        log.JobCreated(job.Id, client.Id);
        return job.Id;
    }
}
