using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>The questions of a request, with what was answered on the request itself.</summary>
public sealed class ShowQuestionnaire(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Shown(string RequestNumber, string Title, IReadOnlyList<AskedQuestion> Questions, bool MayAnswer);

    public async Task<Result<Shown>> RunAsync(long requestId, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == requestId, ct);
        return request is null
            ? Refusal.NotFound
            : new Shown(request.Number, request.Title, await Questionnaire.AskAsync(db, request.Id, 0, ct), user.Has(Permissions.InterventionsEdit));
    }
}
