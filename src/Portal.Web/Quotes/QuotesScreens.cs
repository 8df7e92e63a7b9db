using Portal.Business.Common;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Quotes;

public static class QuotesScreens
{
    public static IServiceCollection AddQuotesScreens(this IServiceCollection services)
    {
        services.AddNavItem<QuotesPages>(Permissions.QuotesView, "Quotes", Icons.Quote, "/quotes", NavSection.Sales, order: 10);
        services.AddCreateItem<QuotesPages>(Permissions.QuotesEdit, "NewQuote", Icons.Quote, "/quotes/new", order: 20);
        services.AddSearchKind<QuotesPages>("quote", "Quote", Icons.Quote, hit => $"/quotes/{hit.Id}", order: 300);
        services.AddList<QuoteList, ListQuotes.Row>("quotes");
        return services;
    }
}
