namespace Portal.Web.Kit;

/// <summary>Texts of the kit's components (KitText.resx).</summary>
public sealed class KitText;
