namespace Portal.Business.SavedViews;

/// <summary>Texts of saved views (SavedViewsText.resx).</summary>
public sealed class SavedViewsText;
