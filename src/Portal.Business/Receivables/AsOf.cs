using Portal.Business.Companies;

namespace Portal.Business.Receivables;

/// <summary>A day of a legal entity, looked back at.</summary>
/// <param name="Ends">The instant at which the day is over, UTC.</param>
/// <param name="IsPast">Something may have happened since; otherwise the stored balances are those of the day.</param>
public sealed record AsOf(DateOnly Day, DateTime Ends, bool IsPast)
{
    public static AsOf Of(LegalEntity entity, DateOnly? day, TimeProvider clock)
    {
        var today = entity.Today(clock);
        var wanted = day ?? today;
        return new AsOf(wanted, entity.ToUtc(wanted.AddDays(1), TimeOnly.MinValue), wanted < today);
    }
}
