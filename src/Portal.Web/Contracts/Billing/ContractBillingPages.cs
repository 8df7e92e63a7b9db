namespace Portal.Web.Contracts.Billing;

/// <summary>Texts of the billing run and of what it left to a person (ContractBillingPages.resx).</summary>
public sealed class ContractBillingPages;
