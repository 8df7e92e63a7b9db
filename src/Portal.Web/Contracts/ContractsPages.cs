namespace Portal.Web.Contracts;

/// <summary>Labels of the contract pages (ContractsPages.resx).</summary>
public sealed class ContractsPages;
