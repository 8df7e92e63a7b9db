namespace Portal.Business.Payments;

/// <summary>Texts of this capability (PaymentsText.resx).</summary>
public sealed class PaymentsText;
