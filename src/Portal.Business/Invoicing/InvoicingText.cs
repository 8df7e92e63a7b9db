namespace Portal.Business.Invoicing;

/// <summary>Texts of this capability (InvoicingText.resx).</summary>
public sealed class InvoicingText;
