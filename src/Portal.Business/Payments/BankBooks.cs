namespace Portal.Business.Payments;

/// <summary>Where money of a bank account stands in the books.</summary>
public sealed record BankBooks(long GlAccountId, long JournalId);
