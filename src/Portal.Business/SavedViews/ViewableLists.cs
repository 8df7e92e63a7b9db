using Portal.Business.Common;

namespace Portal.Business.SavedViews;

/// <summary>The lists that views can be saved of, and what one must be allowed to see of each.</summary>
public static class ViewableLists
{
    /// <summary>Only staff keep views: what a client sees is one page.</summary>
    public static bool MayView(this ICurrentUser user, string list) =>
        user.UserId is not null && !user.Clients.IsLimited && PermissionOf(list) is { } permission && user.Has(permission);

    private static string? PermissionOf(string list) => list switch
    {
        "invoices" => Permissions.InvoicesView,
        "requests" => Permissions.InterventionsView,
        "jobs" => Permissions.JobsView,
        "quotes" => Permissions.QuotesView,
        "clients" => Permissions.ClientsView,
        "payments" or "online-payments" => Permissions.PaymentsView,
        "bank-lines" or "bank-statements" => Permissions.PaymentsView,
        "contracts" or "contract-lines" or "renewals" or "indexations" => Permissions.ContractsView,
        "parked-billings" => Permissions.ContractsBill,
        "reminders" => Permissions.RemindersSend,
        "aged-receivables" => Permissions.ReportsView,
        "accounting-entries" or "trial-balance" => Permissions.AccountingView,
        "products" or "accounts" or "journals" or "tax-codes" or "fiscal-positions" or "payment-terms" => Permissions.CatalogView,
        "messages" => Permissions.MailView,
        "users" => Permissions.UsersManage,
        "audit" => Permissions.AuditView,
        _ => null,
    };
}
