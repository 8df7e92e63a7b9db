using Portal.Business.Common;

namespace Portal.Business.Interventions;

/// <summary>Whose visit it is. A visit is read with its crew.</summary>
public static class VisitAccess
{
    internal static bool IsOn(ICurrentUser user, Visit visit) =>
        user.UserId is { } me && (visit.TechnicianId == me || visit.Crew.Exists(h => h.UserId == me));

    /// <summary>Those who lead or help on it, and those who see all visits.</summary>
    internal static bool MaySee(ICurrentUser user, Visit visit) =>
        user.Has(Permissions.InterventionsView) || (user.Has(Permissions.InterventionsDo) && IsOn(user, visit));

    /// <summary>Those who lead or help on it, and those who plan.</summary>
    internal static bool MayDo(ICurrentUser user, Visit visit) =>
        user.Has(Permissions.InterventionsDo) && (IsOn(user, visit) || user.Has(Permissions.InterventionsPlan));

    /// <summary>Those who do it and may bill visits, and the office: whoever may make any invoice bills every visit that they see.</summary>
    /// <param name="issue">The invoice is issued, and sent, in the same step.</param>
    internal static bool MayBill(ICurrentUser user, Visit visit, bool issue = false) =>
        MaySee(user, visit) && user.MayBillVisits(issue) && (MayMakeInvoices(user, issue) || MayDo(user, visit));

    /// <summary>Whether somebody may bill some visits at all: those that they do, by a permission of its own, or any, like other invoices.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="issue">The invoice is issued, and sent, in the same step.</param>
    public static bool MayBillVisits(this ICurrentUser user, bool issue = false) =>
        MayMakeInvoices(user, issue) || (user.Has(Permissions.InterventionsDo) && user.Has(Permissions.InterventionsBill));

    internal static bool MayTakePayment(ICurrentUser user, Visit visit) => MaySee(user, visit) && user.Has(Permissions.PaymentsRecord);

    private static bool MayMakeInvoices(ICurrentUser user, bool issue) =>
        user.Has(Permissions.InvoicesEdit) && (!issue || (user.Has(Permissions.InvoicesIssue) && user.Has(Permissions.InvoicesSend)));
}
