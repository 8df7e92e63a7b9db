namespace Portal.Web.Clients;

/// <summary>Labels of these screens (ClientsPages.resx).</summary>
public sealed class ClientsPages;
