using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Indexing;

/// <summary>
/// Two tables to try indexation with, one in the manner of a French index of labour costs by month, one of Québec consumer prices. The values are
/// invented and say so; real ones come from whoever publishes the index.
/// </summary>
internal static class DemoPriceIndexes
{
    private const int Months = 48;

    public static async Task AddAsync(PortalDbContext db, DateOnly today, CancellationToken ct)
    {
        if (await db.PriceIndexes.AnyAsync(ct))
        {
            return;
        }

        db.Add(New("DEMO-FR", new("Coût du travail, France (valeurs de démonstration)", "Labour cost, France (demonstration values)"), 280.0m, 0.55m, today));
        db.Add(New("DEMO-QC", new("Prix à la consommation, Québec (valeurs de démonstration)", "Consumer prices, Québec (demonstration values)"), 148.0m, 0.30m, today));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Rises by a step each month, a little more in spring.</summary>
    private static PriceIndex New(string code, LocalText name, decimal start, decimal step, DateOnly today)
    {
        var index = new PriceIndex { Code = code, Name = name, Source = "Demo" };
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(-Months);
        var value = start;
        for (var i = 0; i <= Months; i++)
        {
            var month = first.AddMonths(i);
            value += month.Month is 3 or 4 or 5 ? step * 1.4m : step * 0.9m;
            index.Values.Add(new PriceIndexValue { PriceIndexId = index.Id, From = month, Value = Math.Round(value, 1, MidpointRounding.AwayFromZero) });
        }

        return index;
    }
}
