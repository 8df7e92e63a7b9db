using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>The client's purchase order number as it is given on site, where the invoice of a visit is made.</summary>
public static class VisitOrder
{
    /// <summary>Refusals about it stand beside this field.</summary>
    public const string Field = "purchase-order";

    public const int Longest = Lengths.Name;

    internal static Refusal? Check(string number) =>
        number.Trim().Length > Longest ? Refusal.Invalid("Common.TooLong", "PurchaseOrder", Longest).On(Field) : null;

    internal static Refusal BesideItsField(Refusal refusal) =>
        refusal.Code == "Invoicing.NoPurchaseOrder" ? Refusal.NotNow("Interventions.NoPurchaseOrder").On(Field) : refusal;
}
