using Portal.Business.Common;

namespace Portal.Web.Shell.Navigation;

/// <summary>How a kind of search hit looks and where it leads.</summary>
public sealed record SearchKind(string Kind, string TextKey, string Icon, Func<SearchHit, string> Href, int Order, Type Texts);

public static class SearchKindSetup
{
    public static IServiceCollection AddSearchKind<TTexts>(
        this IServiceCollection services, string kind, string textKey, string icon, Func<SearchHit, string> href, int order) =>
        services.AddSingleton(new SearchKind(kind, textKey, icon, href, order, typeof(TTexts)));
}
