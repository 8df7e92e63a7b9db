using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Accounting.Currencies;

/// <summary>Finds the rate of a day: the latest that is not older than a month, as published monthly rates are.</summary>
public static class ExchangeRates
{
    public const int MostDaysOld = 31;

    internal const string NoRate = "Accounting.NoExchangeRate";

    /// <summary>Refused where the currency has no rate near the day.</summary>
    /// <param name="anyAge">For what has happened and must not wait, as a card payment: an old rate is better than none.</param>
    public static async Task<Result<Conversion>> FindAsync(PortalDbContext db, LegalEntity entity, string currency, DateOnly day, CancellationToken ct, bool anyAge = false)
    {
        if (currency == entity.Currency)
        {
            return Conversion.None(currency);
        }

        var (books, oldest) = (entity.Currency, anyAge ? DateOnly.MinValue : day.AddDays(-MostDaysOld));
        var found = await db.ExchangeRates.AsNoTracking()
            .Where(r => r.BookCurrency == books && r.Currency == currency && r.On <= day && r.On >= oldest)
            .OrderByDescending(r => r.On).Select(r => new { r.Rate, r.On }).FirstOrDefaultAsync(ct);
        return found is null ? Refusal.NotNow(NoRate, currency, entity.Currency, day) : new Conversion(books, found.Rate, found.On);
    }

    /// <summary>What stands in the way of a document in this currency: a rate, and accounts for what changes until it is paid.</summary>
    public static async Task<IReadOnlyList<Refusal>> MissingAsync(PortalDbContext db, LegalEntity entity, string currency, DateOnly day, CancellationToken ct) =>
        currency == entity.Currency ? [] : [.. (await FindAsync(db, entity, currency, day, ct)).Refusals, .. MissingAccounts(entity)];

    public static IReadOnlyList<Refusal> MissingAccounts(LegalEntity entity) =>
        entity is { ExchangeGainAccountId: not null, ExchangeLossAccountId: not null } ? [] : [Refusal.NotNow("Accounting.NoExchangeAccounts", entity.Name)];
}
