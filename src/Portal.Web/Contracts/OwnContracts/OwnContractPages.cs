namespace Portal.Web.Contracts.OwnContracts;

/// <summary>Texts of a client's own contracts (OwnContractPages.resx).</summary>
public sealed class OwnContractPages;
