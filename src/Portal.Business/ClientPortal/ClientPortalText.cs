namespace Portal.Business.ClientPortal;

/// <summary>Texts of this capability (ClientPortalText.resx).</summary>
public sealed class ClientPortalText;
