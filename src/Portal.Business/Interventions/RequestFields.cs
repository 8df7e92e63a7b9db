using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

internal static class RequestFields
{
    /// <summary>Shortest and longest visit, in minutes: five minutes to thirty days.</summary>
    public const int ShortestVisit = 5;
    public const int LongestVisit = 30 * 24 * 60;
    public const int MostVisits = 366;
    public const int MostLabels = 20;
    public const int MostLines = 500;

    public const int LongestReason = 500;

    /// <summary>Why somebody ends something by hand.</summary>
    public static Refusal? CheckReason(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? Refusal.Invalid("Interventions.ReasonMissing").On("Reason")
        : reason.Trim().Length > LongestReason ? Refusal.Invalid("Common.TooLong", "Reason", LongestReason).On("Reason")
        : null;

    public static List<Refusal> Check(ServiceRequest.Head head)
    {
        var refusals = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(head.Title))
        {
            refusals.Add(Refusal.Invalid("Common.Required").On(nameof(head.Title)));
        }

        if (head.Title.Length > Lengths.Name)
        {
            refusals.Add(Refusal.Invalid("Common.TooLong", nameof(head.Title), Lengths.Name).On(nameof(head.Title)));
        }

        if (head.Description.Length > Lengths.LongText)
        {
            refusals.Add(Refusal.Invalid("Common.TooLong", nameof(head.Description), Lengths.LongText).On(nameof(head.Description)));
        }

        if (head is { WantedFrom: { } from, WantedTo: { } to } && to < from)
        {
            refusals.Add(Refusal.Invalid("Interventions.PeriodEndsBeforeItStarts").On(nameof(head.WantedTo)));
        }

        if (head.Minutes is < ShortestVisit or > LongestVisit)
        {
            refusals.Add(Refusal.Invalid("Interventions.MinutesOutOfRange", ShortestVisit, LongestVisit).On(nameof(head.Minutes)));
        }

        if (head.VisitsWanted is < 1 or > MostVisits)
        {
            refusals.Add(Refusal.Invalid("Interventions.VisitsOutOfRange", 1, MostVisits).On(nameof(head.VisitsWanted)));
        }

        if (head.Labels.Count > MostLabels || head.Labels.Any(l => l.Length > Lengths.Code))
        {
            refusals.Add(Refusal.Invalid("Interventions.LabelsOutOfRange", MostLabels, Lengths.Code).On(nameof(head.Labels)));
        }

        return refusals;
    }
}
