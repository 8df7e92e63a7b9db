namespace Portal.Business.Interventions;

/// <summary>Texts of this capability (InterventionsText.resx).</summary>
public sealed class InterventionsText;
