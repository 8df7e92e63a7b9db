namespace Portal.Web.Shell;

/// <summary>Texts of the frame around every page (ShellText.resx).</summary>
public sealed class ShellText;
