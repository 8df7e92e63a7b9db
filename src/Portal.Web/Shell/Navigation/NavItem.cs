using Microsoft.Extensions.Localization;

namespace Portal.Web.Shell.Navigation;

/// <summary>An entry of the left navigation. <paramref name="Texts"/> is the resource class that has <paramref name="TextKey"/>.</summary>
/// <param name="Permission">Null: everybody who is signed in as staff sees it.</param>
/// <param name="Order">Its place in its section.</param>
public sealed record NavItem(string? Permission, string TextKey, string Icon, string Href, NavSection Section, int Order, Type Texts);

/// <summary>An entry of the create menu in the top bar.</summary>
public sealed record CreateItem(string Permission, string TextKey, string Icon, string Href, int Order, Type Texts);

/// <summary>An entry of the menu under the person's name, such as "My account".</summary>
public sealed record PersonItem(string TextKey, string Icon, string Href, int Order, Type Texts);

public static class NavigationSetup
{
    public static IServiceCollection AddNavItem<TTexts>(
        this IServiceCollection services, string? permission, string textKey, string icon, string href, NavSection section, int order) =>
        services.AddSingleton(new NavItem(permission, textKey, icon, href, section, order, typeof(TTexts)));

    public static IServiceCollection AddCreateItem<TTexts>(
        this IServiceCollection services, string permission, string textKey, string icon, string href, int order) =>
        services.AddSingleton(new CreateItem(permission, textKey, icon, href, order, typeof(TTexts)));

    public static IServiceCollection AddPersonItem<TTexts>(
        this IServiceCollection services, string textKey, string icon, string href, int order) =>
        services.AddSingleton(new PersonItem(textKey, icon, href, order, typeof(TTexts)));

    internal static string In(this IStringLocalizerFactory texts, Type source, string key) => texts.Create(source)[key];
}
