using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.Currencies.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Accounting.Currencies;

/// <summary>A rate as it was typed or read from a file, checked: what one unit of the currency is worth in that of the books.</summary>
internal sealed record ReadRate(string BookCurrency, string Currency, DateOnly On, decimal Rate, string Source)
{
    private static readonly DateOnly Earliest = new(1999, 1, 1);

    public static Result<ReadRate> Of(string books, string currency, DateOnly? on, decimal? rate, string source, bool isInverse)
    {
        var checks = new FieldChecks();
        var (into, from) = (checks.Currency(nameof(BookCurrency), books), checks.Currency(nameof(Currency), currency));
        var said = checks.Optional(nameof(Source), source, Lengths.Name);
        checks.RefuseIf(checks.AllGood && into == from, nameof(Currency), Refusal.Invalid("Accounting.RateOfItself", from));
        checks.RefuseIf(on is null || on < Earliest || on.Value.Year > 2200, nameof(On), Refusal.Invalid("Common.Required"));
        var value = rate is > 0 ? decimal.Round(isInverse ? 1 / rate.Value : rate.Value, ExchangeRate.Decimals, MidpointRounding.AwayFromZero) : 0;
        checks.RefuseIf(value is <= 0 or >= 1_000_000, nameof(Rate), Refusal.Invalid("Accounting.RateRange"));
        return checks.AllGood ? new ReadRate(into, from, on!.Value, value, said) : Result<ReadRate>.Refused(checks.Found);
    }

    /// <summary>Adds those that are new and changes those that are there with another rate. The caller saves.</summary>
    public static async Task<ImportExchangeRates.Imported> AddAsync(PortalDbContext db, IReadOnlyList<ReadRate> read, CancellationToken ct)
    {
        var (books, first, last) = (read[0].BookCurrency, read.Min(r => r.On), read.Max(r => r.On));
        var there = await db.ExchangeRates.Where(r => r.BookCurrency == books && r.On >= first && r.On <= last).ToDictionaryAsync(r => (r.Currency, r.On), ct);
        var (added, changed) = (0, 0);
        foreach (var one in read)
        {
            if (!there.TryGetValue((one.Currency, one.On), out var known))
            {
                db.ExchangeRates.Add(new ExchangeRate { BookCurrency = books, Currency = one.Currency, On = one.On, Rate = one.Rate, Source = one.Source });
                added++;
            }
            else if (known.Rate != one.Rate)
            {
                (known.Rate, known.Source) = (one.Rate, one.Source);
                changed++;
            }
        }

        return new ImportExchangeRates.Imported(added, changed, read.Count - added - changed);
    }
}
