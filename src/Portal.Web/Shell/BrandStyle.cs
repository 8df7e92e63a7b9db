using Portal.Business.Companies;

namespace Portal.Web.Shell;

/// <summary>Makes the colour of a company the accent of what is inside a <c>branded</c> element (portal.css).</summary>
public static class BrandStyle
{
    /// <param name="color">"#rrggbb"; anything else takes the usual one.</param>
    public static string Of(string? color)
    {
        var colors = BrandColors.Of(color);
        return $"--brand:{colors.Fill};--on-brand:{colors.On};--brand-away:{colors.Away};--brand-light:{colors.OnLight};--brand-dark:{colors.OnDark}";
    }
}
