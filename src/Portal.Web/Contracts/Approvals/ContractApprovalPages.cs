namespace Portal.Web.Contracts.Approvals;

/// <summary>Texts of sending and approving contracts.</summary>
public sealed class ContractApprovalPages;
