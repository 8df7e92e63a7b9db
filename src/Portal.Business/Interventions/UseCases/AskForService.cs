using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.ClientPortal;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Interventions.UseCases;

/// <summary>A client asks for something in the portal, with photos. The same key twice asks once.</summary>
public sealed class AskForService(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<AskForService> log)
{
    public const int MostPhotos = 10;

    /// <param name="ClientId">One of the user's clients.</param>
    /// <param name="Key">Made when the page was opened.</param>
    /// <param name="Photos">Names and bytes as they came.</param>
    public sealed record Input(
        long ClientId, Guid Key, string Title, string Description, long? SiteId, DateOnly? WantedFrom, DateOnly? WantedTo, IReadOnlyList<IncomingFile> Photos);

    /// <summary>The request's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Clients.IsLimited || !user.Has(Permissions.PortalAct))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        var key = input.Key == Guid.Empty ? null : $"portal:{client.Id}:{input.Key:N}";
        if (key is not null && await FindAsync(db, key, ct) is { } before)
        {
            return before;
        }

        var head = new ServiceRequest.Head(
            input.Title, input.Description, input.SiteId, await OwnContact.FindAsync(db, user, client.Id, ct), null, RequestPriority.Normal, input.WantedFrom, input.WantedTo, 60, 1, client.FiscalPositionId, []);
        var refusals = await RequestReferences.CheckAsync(db, client.Id, client.LegalEntityId, head, [], ct);
        var photos = await ReadAsync(input.Photos, refusals, ct);
        if (!client.IsActive)
        {
            refusals.Add(Refusal.NotNow("Interventions.ClientInactive", client.Name));
        }

        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == client.LegalEntityId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(ct);
        var started = await NewRequest.StartAsync(db, client, seller, null, head, RequestOrigin.Client, user, now, ct);
        if (!started.TryGet(out var request))
        {
            return Result<long>.Refused(started.Refusals);
        }

        request.OnceKey = key;
        request.Submit();
        request.Assign((await RequestReferences.SectorOfAsync(db, seller.Id, client.Id, input.SiteId, ct))?.Id, null, null);
        db.StoredDocuments.AddRange(photos.Select(p => StoredDocument.Uploaded(SubjectRef.To(request), DocumentKinds.Photo, p, client.Id, DocumentVisibility.SharedWithClient, now)));
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            await transaction.DisposeAsync();
            return key is not null && refusal.Code == "Common.AlreadyThere" && await FindAsync(db, key, ct) is { } winner ? winner : refusal;
        }

        await transaction.CommitAsync(ct);
        log.RequestCreated(request.Id, client.Id);
        return request.Id;
    }

    private static Task<long?> FindAsync(PortalDbContext db, string key, CancellationToken ct) =>
        db.ServiceRequests.AsNoTracking().Where(r => r.OnceKey == key).Select(r => (long?)r.Id).SingleOrDefaultAsync(ct);

    private static Task<List<CheckedFile>> ReadAsync(IReadOnlyList<IncomingFile> files, List<Refusal> refusals, CancellationToken ct)
    {
        if (files.Count > MostPhotos)
        {
            refusals.Add(Refusal.Invalid("Interventions.TooManyPhotos", MostPhotos).On("Photos"));
        }

        return Uploads.CheckAllAsync(files.Take(MostPhotos), "Photos", refusals, ct);
    }
}
