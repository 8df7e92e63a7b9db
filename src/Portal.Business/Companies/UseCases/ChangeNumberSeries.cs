using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies.UseCases;

/// <summary>
/// Changes how numbers look, and where they start as long as none was given. Series of legal documents keep their look from the
/// first document on.
/// </summary>
public sealed class ChangeNumberSeries(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<ChangeNumberSeries> logger)
{
    private const int LongestPrefix = 20;
    private const int MostDigits = 12;

    /// <param name="Next">The first number; as it is once a number was given.</param>
    public sealed record Input(long Id, int Version, string Prefix, int Digits, long Next);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var series = await db.NumberSeries.SingleOrDefaultAsync(s => s.Id == input.Id, ct);
        if (series is null)
        {
            return Refusal.NotFound;
        }

        if (series.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var checks = new FieldChecks();
        var prefix = checks.Optional(nameof(input.Prefix), input.Prefix, LongestPrefix);
        checks.RefuseIf(!NumberSeries.CanBeIn(prefix), nameof(input.Prefix), Refusal.Invalid("Companies.PrefixForm"));
        checks.RefuseIf(input.Digits is < 1 or > MostDigits, nameof(input.Digits), Refusal.Invalid("Companies.DigitsRange", MostDigits, NumberSeries.LongestNumber));
        checks.RefuseIf(series.IsUsed && NumberSeries.IsChronological(series.Document) && (prefix != series.Prefix || input.Digits != series.Digits),
            nameof(input.Prefix), Refusal.NotNow("Companies.SeriesUsed", series.Format(series.Next)));
        checks.RefuseIf(input.Next != series.Next && series.IsUsed, nameof(input.Next), Refusal.NotNow("Companies.SeriesStarted", series.Format(series.Next)));
        checks.RefuseIf(!series.IsUsed && (input.Next < series.Next || input.Next > 999_999_999), nameof(input.Next), Refusal.Invalid("Companies.NextRange", series.Next));
        checks.RefuseIf(await db.NumberSeries.AnyAsync(s => s.Prefix == prefix && s.Id != series.Id, ct), nameof(input.Prefix), Refusal.Conflict("Companies.PrefixTaken", prefix));
        if (!checks.AllGood)
        {
            return Result.Refused(checks.Found);
        }

        series.Rename(prefix, input.Digits);
        if (!series.IsUsed && input.Next != series.Next)
        {
            series.StartAt(input.Next);
        }

        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.NumberSeriesChanged(series.Id);
        }

        return saved;
    }
}
