namespace Portal.Web.Interventions.Planning;

/// <summary>What is asked about a visit of which work has not begun.</summary>
public enum VisitAsk
{
    Confirm,
    Postpone,
    Cancel,
}
