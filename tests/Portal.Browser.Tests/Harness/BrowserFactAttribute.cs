namespace Portal.Browser.Tests.Harness;

/// <summary>A test in a real browser. Says why it is skipped where there is none; with PORTAL_REQUIRE_ALL=1 it fails instead.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Needs.Browser;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Needs.Browser;
}

/// <summary>A test that needs axe-core too.</summary>
public sealed class AccessibilityTheoryAttribute : TheoryAttribute
{
    public AccessibilityTheoryAttribute() => Skip = Needs.Browser ?? Needs.Axe;
}

internal static class Needs
{
    private static readonly bool All = Environment.GetEnvironmentVariable("PORTAL_REQUIRE_ALL") == "1";

    public static string? Chromium { get; } = new[]
    {
        Environment.GetEnvironmentVariable("PORTAL_CHROMIUM"),
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    }.FirstOrDefault(File.Exists);

    public static string? Browser => Chromium is null && !All
        ? "No Chromium found: install Debian's chromium, or name one in PORTAL_CHROMIUM."
        : null;

    public static string? Axe => Repository.Axe is null && !All
        ? "axe-core not found: npm install --prefix artifacts/npm axe-core, or name axe.min.js in PORTAL_AXE."
        : null;
}
