namespace Portal.Web.Home;

/// <summary>Labels of the page that staff start from (HomePages.resx).</summary>
public sealed class HomePages;
