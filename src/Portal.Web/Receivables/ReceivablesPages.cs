namespace Portal.Web.Receivables;

/// <summary>Labels of these screens (ReceivablesPages.resx).</summary>
public sealed class ReceivablesPages;
