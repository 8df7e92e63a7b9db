namespace Portal.Browser.Tests.Harness;

/// <summary>What the person sits in front of.</summary>
public sealed record Screen(int Width, int Height, bool Dark = false, string Language = "en")
{
    public static Screen Desktop { get; } = new(1440, 900);

    public static Screen Phone { get; } = new(390, 844);

    public static IReadOnlyList<Screen> All { get; } =
    [
        Desktop, Desktop with { Dark = true }, Desktop with { Language = "fr-CA" },
        Phone, Phone with { Dark = true, Language = "fr-CA" },
    ];

    public bool IsPhone => Width < 640;

    public override string ToString() => $"{(IsPhone ? "phone" : "desktop")}-{(Dark ? "dark" : "light")}-{Language}";
}
