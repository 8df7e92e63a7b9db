using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Portal.Web.Shell.Navigation;

/// <summary>A link of the navigation. Where a page lies below several of them, only the nearest is shown as the present one.</summary>
public sealed class NavigationLink : NavLink
{
    /// <summary>Addresses of other links that lie below this one's.</summary>
    [Parameter]
    public IReadOnlyList<string> Nearer { get; set; } = [];

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override bool ShouldMatch(string uriAbsolute) => base.ShouldMatch(uriAbsolute) && !Nearer.Any(href => IsAtOrBelow(uriAbsolute, href));

    private bool IsAtOrBelow(string uri, string href)
    {
        var path = new Uri(uri).AbsolutePath;
        var below = Navigation.ToAbsoluteUri(href).AbsolutePath;
        return path.Equals(below, StringComparison.OrdinalIgnoreCase) || path.StartsWith(below + "/", StringComparison.OrdinalIgnoreCase);
    }
}
