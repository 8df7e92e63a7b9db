namespace Portal.Business.Interventions;

/// <summary>What the visits of a request make of it.</summary>
public static class RequestProgress
{
    /// <summary>A visit that was neither called off nor put off.</summary>
    public static bool Counts(VisitStatus visit) => visit is not (VisitStatus.Cancelled or VisitStatus.Postponed);

    /// <summary>
    /// In progress as soon as work began; done when as many visits as wanted are done and none is open; planned when as many have a
    /// time, partly planned when fewer have. An unfinished visit needs another one.
    /// </summary>
    public static RequestStatus Of(RequestStatus now, IReadOnlyCollection<VisitStatus> visits, int wanted)
    {
        if (now == RequestStatus.Cancelled)
        {
            return now;
        }

        var done = visits.Count(v => v == VisitStatus.Done);
        var open = visits.Count(v => v is VisitStatus.Draft or VisitStatus.Confirmed);
        return visits.Any(v => v == VisitStatus.InProgress) ? RequestStatus.InProgress
            : done >= wanted && open == 0 ? RequestStatus.Done
            : done + open >= wanted ? (done > 0 || visits.Any(v => v == VisitStatus.Unfinished) ? RequestStatus.InProgress : RequestStatus.Planned)
            : done > 0 || visits.Any(v => v == VisitStatus.Unfinished) ? RequestStatus.InProgress
            : open > 0 ? RequestStatus.PartlyPlanned
            : now == RequestStatus.Draft ? RequestStatus.Draft
            : RequestStatus.ToPlan;
    }
}
