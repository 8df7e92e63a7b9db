namespace Portal.Web.Kit;

public enum ButtonKind
{
    Normal,

    /// <summary>The one thing to do next; at most one on a page.</summary>
    Primary,

    /// <summary>Destroys something, or can't be taken back.</summary>
    Danger,
    Quiet,
}
