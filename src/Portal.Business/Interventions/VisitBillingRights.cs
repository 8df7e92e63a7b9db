using Portal.Business.Common;

namespace Portal.Business.Interventions;

public static class VisitBillingRights
{
    /// <summary>Whether somebody who does a visit may bill it: that alone is a permission of its own, and whoever may make any invoice may make this one.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="issue">The invoice is issued, and sent, in the same step.</param>
    public static bool MayBillVisits(this ICurrentUser user, bool issue = false) =>
        user.Has(Permissions.InterventionsDo)
        && (user.Has(Permissions.InterventionsBill)
            || (user.Has(Permissions.InvoicesEdit) && (!issue || (user.Has(Permissions.InvoicesIssue) && user.Has(Permissions.InvoicesSend)))));
}
