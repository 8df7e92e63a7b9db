using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.PrepaidHours.Documents;

namespace Portal.Business.PrepaidHours.UseCases;

/// <summary>The statement of hours of one client for a period; without one, of the last twelve months.</summary>
public sealed class ShowHoursStatement(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long ClientId, DateOnly? From = null, DateOnly? To = null, int Page = 1);

    public async Task<Result<HoursStatement>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await HoursDocuments.FindAsync(db, input.ClientId, input.From, input.To, input.Page, HoursStatement.PageSize, clock, ct) is { } found ? found.Statement : Refusal.NotFound;
    }
}
