namespace Portal.Web.Invoicing;

/// <summary>Labels of the invoicing screens (InvoicingPages.resx).</summary>
public sealed class InvoicingPages;
