namespace Portal.Business.Contracts.Approvals;

/// <summary>What is written about the approval of contracts.</summary>
public sealed class ApprovalText;
