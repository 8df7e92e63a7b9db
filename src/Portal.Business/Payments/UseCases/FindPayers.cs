using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>Clients by part of their name, for whoever records a payment; those who owe something first.</summary>
public sealed class FindPayers(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(string Text, int Skip, int Take);

    public sealed record Payer(long Id, string Name, string City);

    public async Task<Result<IReadOnlyList<Payer>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var found = await db.Clients.AsNoTracking().Matching(c => c.SearchKey, input.Text)
            .OrderByDescending(c => db.Invoices.Any(i => i.BilledToId == c.Id && i.Balance > 0)).ThenBy(c => c.Name).ThenBy(c => c.Id)
            .Skip(Math.Max(0, input.Skip)).Take(Math.Clamp(input.Take, 1, 50))
            .Select(c => new Payer(c.Id, c.Name, c.BillingAddress.City)).ToListAsync(ct);
        return found;
    }
}
