using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Invoicing;

public static class InvoicingScreens
{
    public static IServiceCollection AddInvoicingScreens(this IServiceCollection services)
    {
        services.AddNavItem<InvoicingPages>(Permissions.InvoicesView, "Invoices", Icons.Invoice, "/invoices", NavSection.Invoicing, order: 10);
        services.AddNavItem<InvoicingPages>(Permissions.InvoicesEdit, "Templates", Icons.Invoice, "/settings/invoice-templates", NavSection.CompanySettings, order: 30);
        services.AddCreateItem<InvoicingPages>(Permissions.InvoicesEdit, "NewInvoice", Icons.Invoice, "/invoices/new", order: 50);
        services.AddSearchKind<InvoicingPages>("invoice", "Invoice", Icons.Invoice, hit => $"/invoices/{hit.Id}", order: 400);
        services.AddScoped<InvoiceFilters>();
        services.AddList<InvoiceList, ListInvoices.Row>("invoices");
        services.AddList<RetentionList, ListRetentions.Row>("retentions");
        return services;
    }
}
