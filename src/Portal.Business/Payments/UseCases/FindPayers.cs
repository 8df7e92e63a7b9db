using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
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
        var (skip, take) = (Math.Max(0, input.Skip), Math.Clamp(input.Take, 1, 50));
        var matching = db.Clients.AsNoTracking().Matching(c => c.SearchKey, input.Text);
        var owing = matching.Where(c => db.Invoices.Any(i => i.BilledToId == c.Id && i.Balance > 0));
        var found = await PageAsync(owing, skip, take, ct);
        if (found.Count < take)
        {
            var before = found.Count > 0 || skip == 0 ? skip + found.Count : await owing.CountAsync(ct);
            var others = matching.Where(c => !db.Invoices.Any(i => i.BilledToId == c.Id && i.Balance > 0));
            found.AddRange(await PageAsync(others, Math.Max(0, skip - before), take - found.Count, ct));
        }

        return found;
    }

    /// <summary>In the order of an index: no more clients are looked at than are wanted.</summary>
    private static Task<List<Payer>> PageAsync(IQueryable<Client> clients, int skip, int take, CancellationToken ct) =>
        clients.OrderBy(c => c.FoldedName).ThenBy(c => c.Id).Skip(skip).Take(take)
            .Select(c => new Payer(c.Id, c.Name, c.BillingAddress.City)).ToListAsync(ct);
}
