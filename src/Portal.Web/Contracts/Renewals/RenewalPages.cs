namespace Portal.Web.Contracts.Renewals;

/// <summary>Texts of the pages of renewals (RenewalPages.resx).</summary>
public sealed class RenewalPages;
