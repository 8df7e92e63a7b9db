using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.PrepaidHours;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.PrepaidHours;

/// <summary>Sells prepaid hours as a person would: product, quote, approval.</summary>
internal static class HoursScene
{
    public static async Task<Product> HourProductAsync(this Boreal boreal, HoursOverage overage = HoursOverage.Allow, int? months = null, decimal? rate = null, string code = "ASSIST", HoursPolicy policy = HoursPolicy.Ordered)
    {
        await using var db = boreal.Portal.Open();
        var product = new Product
        {
            LegalEntityId = boreal.Entity.Id,
            Code = code,
            Name = new LocalText("Heures d’assistance", "Support hours"),
            UnitPrice = 90,
            TaxCodeId = boreal.TaxCode.Id,
            GlAccountId = boreal.Income.Id,
            Hours = new SoldHours(HoursUnit.Hour, 1, overage, rate, months, policy),
        }.IndexForSearch();
        db.Add(product);
        await db.SaveChangesAsync();
        return product;
    }

    /// <summary>An approved order of so many hours.</summary>
    public static async Task<HoursPack> SellAsync(this Boreal boreal, Product product, decimal hours)
    {
        var quote = await boreal.SentQuoteAsync([new QuoteLine.Values(product.Id, "Assistance", hours, "h", product.UnitPrice, 0, boreal.TaxCode.Id, boreal.Income.Id, false)]);
        var approved = Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new(quote.Id, null, [], null, "", null, "", "", "", "by phone"), default));
        await using var db = boreal.Portal.Open();
        return await db.HoursPacks.AsNoTracking().SingleAsync(p => db.Set<JobLine>().Any(l => l.Id == p.JobLineId && l.JobId == approved.JobId));
    }

    public static async Task<HoursPack> PackAsync(this Boreal boreal, long id)
    {
        await using var db = boreal.Portal.Open();
        return await db.HoursPacks.AsNoTracking().SingleAsync(p => p.Id == id);
    }
}
