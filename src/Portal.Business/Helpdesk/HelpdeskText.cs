namespace Portal.Business.Helpdesk;

/// <summary>Texts of this capability (HelpdeskText.resx).</summary>
public sealed class HelpdeskText;
