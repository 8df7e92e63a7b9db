using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>What stands to a client's credit, by company and currency: to give it back.</summary>
public sealed class ListClientCredits(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="ClientId">Null takes the payer of <paramref name="PaymentId"/>, and that payment's account first.</param>
    public sealed record Input(long? ClientId, long? PaymentId = null);

    /// <param name="Today">The day it is for the company.</param>
    public sealed record Credit(long LegalEntityId, string LegalEntity, string Currency, decimal Amount, DateOnly Today);

    /// <param name="OfPayment">What is left of the payment; null without one.</param>
    /// <param name="WayBack">How money of that payment goes back as a rule: of an online payment to the card, else by transfer.</param>
    public sealed record Listed(long ClientId, string Client, IReadOnlyList<Credit> Credits, decimal? OfPayment, PaymentMethod WayBack = PaymentMethod.Transfer);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRefund))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var payment = await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == input.PaymentId, ct);
        var clientId = input.ClientId ?? payment?.ClientId;
        var client = await db.Clients.Where(c => c.Id == clientId).Select(c => new { c.Id, c.Name }).SingleOrDefaultAsync(ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        var sums = await db.Payments.Where(p => p.ClientId == client.Id && p.Unallocated > 0).GroupBy(p => new { p.LegalEntityId, p.Currency })
            .Select(g => new { g.Key.LegalEntityId, g.Key.Currency, Amount = g.Sum(p => p.Unallocated) }).ToListAsync(ct);
        var ids = sums.Select(s => s.LegalEntityId).Distinct().ToList();
        var entities = await db.LegalEntities.AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
        return new Listed(
            client.Id, client.Name,
            [.. sums.OrderByDescending(s => s.LegalEntityId == payment?.LegalEntityId && s.Currency == payment.Currency).ThenBy(s => entities[s.LegalEntityId].Name, StringComparer.Ordinal)
                .Select(s => new Credit(s.LegalEntityId, entities[s.LegalEntityId].Name, s.Currency, s.Amount, entities[s.LegalEntityId].Today(clock)))],
            payment?.Unallocated, payment is { Method: PaymentMethod.Online } && payment.ClientId == client.Id ? PaymentMethod.Online : PaymentMethod.Transfer);
    }
}
