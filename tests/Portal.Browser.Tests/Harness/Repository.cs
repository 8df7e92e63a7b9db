namespace Portal.Browser.Tests.Harness;

/// <summary>Where things lie, seen from the built tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The built application, of the same configuration as the tests.</summary>
    public static string WebAssembly
    {
        get
        {
            var built = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(Root, "src", "Portal.Web", "bin", built.Parent!.Name, built.Name, "Portal.Web.dll");
        }
    }

    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    /// <summary>axe-core as npm installs it; .ci/run does. PORTAL_AXE names another copy.</summary>
    public static string? Axe { get; } = new[]
    {
        Environment.GetEnvironmentVariable("PORTAL_AXE"),
        Path.Combine(Root, "artifacts", "npm", "node_modules", "axe-core", "axe.min.js"),
    }.FirstOrDefault(File.Exists);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Portal.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }
}
