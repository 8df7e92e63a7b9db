namespace Portal.Web.Helpdesk;

/// <summary>Labels of tickets and prepaid hours (HelpdeskPages.resx).</summary>
public sealed class HelpdeskPages;
