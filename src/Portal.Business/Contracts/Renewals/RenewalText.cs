namespace Portal.Business.Contracts.Renewals;

/// <summary>Texts of renewals and indexation: messages, letters, scheduled work (RenewalText.resx).</summary>
public sealed class RenewalText;
