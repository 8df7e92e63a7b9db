using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounting.Currencies.UseCases;

/// <summary>Enters the rate of a day; one that is there for the same day is changed. Documents that were issued keep theirs.</summary>
public sealed class SaveExchangeRate(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="IsInverse">The rate says what one unit of the books' currency is worth, as the European Central Bank publishes it.</param>
    public sealed record Input(string BookCurrency, string Currency, DateOnly? On, decimal? Rate, string Source, bool IsInverse = false);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        var read = ReadRate.Of(input.BookCurrency, input.Currency, input.On, input.Rate, input.Source, input.IsInverse);
        if (!read.TryGet(out var rate))
        {
            return Result.Refused(read.Refusals);
        }

        await using var db = contexts.CreateDbContext();
        await ReadRate.AddAsync(db, [rate], ct);
        return await db.TrySaveAsync(ct);
    }
}
