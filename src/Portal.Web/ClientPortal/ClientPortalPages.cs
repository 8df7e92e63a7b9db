namespace Portal.Web.ClientPortal;

/// <summary>Labels of these screens (ClientPortalPages.resx).</summary>
public sealed class ClientPortalPages;
