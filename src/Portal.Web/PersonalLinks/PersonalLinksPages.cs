namespace Portal.Web.PersonalLinks;

/// <summary>Texts of what is sent with a personal link, and of the pages that it opens.</summary>
public sealed class PersonalLinksPages;
