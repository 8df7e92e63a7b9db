namespace Portal.Business.Interventions.Planning;

/// <summary>Words of mails about visits and of the planning (PlanningText.resx).</summary>
public sealed class PlanningText;
