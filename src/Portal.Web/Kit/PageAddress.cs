using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Portal.Web.Kit;

/// <summary>
/// The address of the page with what was asked for last. The browser confirms a change only a moment later; a choice made in between builds
/// on the one before instead of undoing it.
/// </summary>
public sealed class PageAddress : IDisposable
{
    private readonly NavigationManager navigation;
    private readonly List<string> asked = [];

    public PageAddress(NavigationManager navigation)
    {
        this.navigation = navigation;
        navigation.LocationChanged += Arrived;
    }

    public string Uri => asked.Count > 0 ? asked[^1] : navigation.Uri;

    /// <summary>A later change is on its way: what stands in the address now is not what the person wants.</summary>
    public bool IsChanging => asked.Count > 0;

    public void Change(string parameter, string? value) => Change(new Dictionary<string, object?> { [parameter] = value });

    /// <param name="parts">Null takes a part out.</param>
    /// <param name="replace">The way back leads past the address of before.</param>
    public void Change(IReadOnlyDictionary<string, object?> parts, bool replace = false) => Go(navigation.GetUriWithQueryParameters(Uri, parts), replace);

    public void Go(string address, bool replace = false)
    {
        var wanted = navigation.ToAbsoluteUri(address).AbsoluteUri;
        asked.Add(wanted);
        navigation.NavigateTo(wanted, replace: replace);
    }

    public void Dispose() => navigation.LocationChanged -= Arrived;

    private void Arrived(object? sender, LocationChangedEventArgs e)
    {
        var index = asked.IndexOf(e.Location);
        asked.RemoveRange(0, index < 0 ? asked.Count : index + 1);
    }
}
