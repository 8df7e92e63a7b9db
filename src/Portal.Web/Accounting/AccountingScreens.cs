using Portal.Business.Accounting.Currencies.UseCases;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Accounting;

public static class AccountingScreens
{
    public static void AddAccountingScreens(this IServiceCollection services)
    {
        services.AddNavItem<AccountingPages>(Permissions.AccountingView, "Accounting", Icons.Accounting, "/accounting", NavSection.Reports, order: 10);
        services.AddNavItem<AccountingPages>(Permissions.CatalogEdit, "ExchangeRates", Icons.Tax, "/settings/exchange-rates", NavSection.BooksSettings, order: 50);
        services.AddList<ExchangeRateList, ListExchangeRates.Row>("exchange-rates");
        services.AddList<EntryList, ListEntries.Row>("accounting-entries");
        services.AddList<TrialBalanceList, ListTrialBalance.Row>("trial-balance");
    }

    public static void MapAccounting(this IEndpointRouteBuilder endpoints)
    {
        BookExports.Map(endpoints);
        endpoints.MapGet("/accounting/{id:long}/file", async (long id, ReadJournalFile read, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await read.RunAsync(id, ct))).RequireAuthorization(Permissions.AccountingView);
    }
}
