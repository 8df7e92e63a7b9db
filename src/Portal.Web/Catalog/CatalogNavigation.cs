using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Catalog;

public static class CatalogNavigation
{
    public static IServiceCollection AddCatalogScreens(this IServiceCollection services)
    {
        services.AddNavItem<CatalogPages>(Permissions.CatalogView, "Products", Icons.Catalog, "/products", NavSection.Sales, order: 20);
        services.AddNavItem<CatalogPages>(Permissions.CatalogEdit, "GlAccounts", Icons.Accounting, "/settings/accounts", NavSection.BooksSettings, order: 10);
        services.AddNavItem<CatalogPages>(Permissions.CatalogEdit, "Journals", Icons.Audit, "/settings/journals", NavSection.BooksSettings, order: 20);
        services.AddNavItem<CatalogPages>(Permissions.CatalogEdit, "TaxCodes", Icons.Tax, "/settings/tax-codes", NavSection.BooksSettings, order: 30);
        services.AddNavItem<CatalogPages>(Permissions.CatalogEdit, "FiscalPositions", Icons.Place, "/settings/fiscal-positions", NavSection.BooksSettings, order: 40);
        services.AddNavItem<CatalogPages>(Permissions.CatalogEdit, "PaymentTermsList", Icons.Clock, "/settings/payment-terms", NavSection.BooksSettings, order: 60);
        services.AddCreateItem<CatalogPages>(Permissions.CatalogEdit, "NewProduct", Icons.Catalog, "/products/new", order: 90);
        services.AddList<ProductList, ListProducts.Row>("products");
        services.AddList<GlAccountList, ListGlAccounts.Row>("accounts");
        services.AddList<JournalList, ListJournals.Row>("journals");
        services.AddList<TaxCodeList, ListTaxCodes.Row>("tax-codes");
        services.AddList<FiscalPositionList, ListFiscalPositions.Row>("fiscal-positions");
        services.AddList<PaymentTermsList, ListPaymentTerms.Row>("payment-terms");
        return services;
    }
}
