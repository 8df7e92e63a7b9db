using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Business.Contracts.UseCases;

namespace Portal.Web.Contracts.Indexation;

public static class IndexationLinks
{
    /// <summary>The page, filled in with what the company proposes for one contract from its next period on.</summary>
    public static string Proposed(ListRenewals.Row row) => QueryHelpers.AddQueryString("/contracts/indexation", new Dictionary<string, string?>
    {
        ["company"] = row.LegalEntityId.ToString(CultureInfo.InvariantCulture),
        ["contract"] = row.Id.ToString(CultureInfo.InvariantCulture),
        ["from"] = row.EndsOn.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    });

    public static string Letter(long indexationId) => $"/documents/indexations/{indexationId}.pdf";
}
