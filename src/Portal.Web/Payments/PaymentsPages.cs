namespace Portal.Web.Payments;

/// <summary>Labels of these screens (PaymentsPages.resx).</summary>
public sealed class PaymentsPages;
