using Portal.Business.Common;

namespace Portal.Business.Interventions;

/// <summary>Whose visit it is. A visit is read with its crew.</summary>
internal static class VisitAccess
{
    public static bool IsOn(ICurrentUser user, Visit visit) =>
        user.UserId is { } me && (visit.TechnicianId == me || visit.Crew.Exists(h => h.UserId == me));

    /// <summary>Those who lead or help on it, and those who see all visits.</summary>
    public static bool MaySee(ICurrentUser user, Visit visit) =>
        user.Has(Permissions.InterventionsView) || (user.Has(Permissions.InterventionsDo) && IsOn(user, visit));

    /// <summary>Those who lead or help on it, and those who plan.</summary>
    public static bool MayDo(ICurrentUser user, Visit visit) =>
        user.Has(Permissions.InterventionsDo) && (IsOn(user, visit) || user.Has(Permissions.InterventionsPlan));

    /// <summary>Those who do it and may bill visits, and the office: whoever may make any invoice bills every visit that they see.</summary>
    /// <param name="issue">The invoice is issued, and sent, in the same step.</param>
    public static bool MayBill(ICurrentUser user, Visit visit, bool issue = false) =>
        MaySee(user, visit) && (user.MayMakeInvoices(issue) || (user.Has(Permissions.InterventionsBill) && MayDo(user, visit)));

    public static bool MayTakePayment(ICurrentUser user, Visit visit) => MaySee(user, visit) && user.Has(Permissions.PaymentsRecord);
}
