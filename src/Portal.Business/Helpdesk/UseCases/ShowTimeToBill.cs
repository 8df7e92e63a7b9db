using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>How much approved time of tickets <see cref="BillTicketTime"/> would put on an invoice.</summary>
public sealed class ShowTimeToBill(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Minutes">In all.</param>
    /// <param name="Entries">Pieces of time; one click bills <see cref="BillTicketTime.Most"/> of them.</param>
    public sealed record Found(int Minutes, int Entries);

    public async Task<Result<Found>> RunAsync(TimeScope of, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit) || !user.Has(Permissions.TimesheetsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await (await of.ToBillAsync(db, ct)).GroupBy(_ => 1).Select(g => new Found(g.Sum(e => e.OverMinutes), g.Count())).SingleOrDefaultAsync(ct) ?? new Found(0, 0);
    }
}
