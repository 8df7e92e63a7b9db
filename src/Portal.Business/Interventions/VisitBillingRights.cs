using Portal.Business.Common;

namespace Portal.Business.Interventions;

public static class VisitBillingRights
{
    /// <summary>Whether somebody may bill some visits at all: those that they do, by a permission of its own, or any, like other invoices. Which, says <see cref="VisitAccess"/>.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="issue">The invoice is issued, and sent, in the same step.</param>
    public static bool MayBillVisits(this ICurrentUser user, bool issue = false) =>
        user.MayMakeInvoices(issue) || (user.Has(Permissions.InterventionsDo) && user.Has(Permissions.InterventionsBill));

    internal static bool MayMakeInvoices(this ICurrentUser user, bool issue) =>
        user.Has(Permissions.InvoicesEdit) && (!issue || (user.Has(Permissions.InvoicesIssue) && user.Has(Permissions.InvoicesSend)));
}
