namespace Portal.Business.PersonalLinks;

/// <summary>Texts of this capability.</summary>
public sealed class PersonalLinksText;
