using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>How much approved time of tickets <see cref="BillTicketTime"/> would put on an invoice.</summary>
public sealed class ShowTimeToBill(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <summary>Minutes.</summary>
    public async Task<Result<int>> RunAsync(TimeScope of, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit) || !user.Has(Permissions.TimesheetsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await (await of.ToBillAsync(db, ct)).SumAsync(e => e.OverMinutes, ct);
    }
}
