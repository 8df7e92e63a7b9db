using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Contracts.Indexation;

public static class IndexationLinks
{
    /// <summary>The page, filled in with what the company proposes for one contract from its next period on.</summary>
    public static string Proposed(ListRenewals.Row row) => Proposed(row.LegalEntityId, row.Id, row.EndsOn.AddDays(1));

    /// <param name="from">The first day of the new prices.</param>
    public static string Proposed(long legalEntityId, long contractId, DateOnly from) => QueryHelpers.AddQueryString("/contracts/indexation", new Dictionary<string, string?>
    {
        ["company"] = legalEntityId.ToString(CultureInfo.InvariantCulture),
        ["contract"] = contractId.ToString(CultureInfo.InvariantCulture),
        ["from"] = AddressPart.Of(from),
    });

    public static string Letter(long indexationId) => $"/documents/indexations/{indexationId}.pdf";
}
