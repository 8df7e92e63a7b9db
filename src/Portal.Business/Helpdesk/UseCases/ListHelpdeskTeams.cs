using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>The helpdesk teams of a company, or of all.</summary>
public sealed class ListHelpdeskTeams(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Row(
        long Id, int Version, long LegalEntityId, string Name, string Email, bool TracksTime, bool BillsTime, string DefaultJobNumber, int RoundingMinutes, bool RoundsUp,
        int? FirstAnswerMinutes, int? SolutionMinutes, bool IsActive, WorkingWeek Week, IReadOnlyList<long> MemberIds);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(long? legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await db.HelpdeskTeams.AsNoTracking().Where(t => legalEntityId == null || t.LegalEntityId == legalEntityId).OrderBy(t => t.Name).ThenBy(t => t.Id)
            .Select(t => new Row(
                t.Id, t.Version, t.LegalEntityId, t.Name, t.Email, t.TracksTime, t.BillsTime, db.Jobs.Where(j => j.Id == t.DefaultJobId).Select(j => j.Number).FirstOrDefault() ?? "",
                t.RoundingMinutes, t.RoundsUp, t.FirstAnswerMinutes, t.SolutionMinutes, t.IsActive, t.Week, t.MemberIds)).ToListAsync(ct);
    }
}
