namespace Portal.Web.Shell.Navigation;

/// <summary>What people do, in the order of the navigation. Each can be folded; those that are set up once are folded until they are wanted.</summary>
public enum NavSection
{
    /// <summary>Stands first, without a heading.</summary>
    Start,
    Sales,
    Work,
    Helpdesk,
    Invoicing,
    Contracts,
    Reports,
    CompanySettings,
    BooksSettings,
    WorkSettings,
    Administration,
}

internal static class NavSections
{
    /// <summary>Name of the value that the pages are given: which sections this browser has turned.</summary>
    public const string Turned = "Turned sections";

    public static bool IsFoldedAtFirst(this NavSection section) => section >= NavSection.CompanySettings;

    /// <summary>Reads what shell.js writes; what is not a section is left out.</summary>
    public static IReadOnlySet<NavSection> Parse(string? turned) =>
        (turned ?? "").Split('.').Select(name => Enum.TryParse<NavSection>(name, out var section) ? section : NavSection.Start).Where(s => s != NavSection.Start).ToHashSet();
}
