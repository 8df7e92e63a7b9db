namespace Portal.Pdf.Tests.Tools;

/// <summary>
/// A test that needs programs of the system. Where one is missing the test is skipped and says so; with PORTAL_REQUIRE_ALL=1 it
/// runs all the same and so fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] tools)
    {
        string[] missing = [.. tools.Where(t => !Tool.IsFound(t))];
        if (missing.Length > 0 && Environment.GetEnvironmentVariable("PORTAL_REQUIRE_ALL") != "1")
        {
            Skip = $"{string.Join(", ", missing)} not found (Debian packages qpdf and poppler-utils).";
        }
    }
}
