namespace Portal.Business.Companies;

/// <summary>Texts of this capability (CompaniesText.resx).</summary>
public sealed class CompaniesText;
