namespace Portal.Business.Clients;

/// <summary>Texts of this capability (ClientsText.resx).</summary>
public sealed class ClientsText;
