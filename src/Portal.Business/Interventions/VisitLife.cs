using Portal.Business.Common;

namespace Portal.Business.Interventions;

/// <summary>Draft → confirmed → in progress → done or unfinished; cancelled or postponed until work began.</summary>
public sealed partial class Visit
{
    public Result Confirm()
    {
        if (Status == VisitStatus.Confirmed)
        {
            return Result.Done;
        }

        return Move(VisitStatus.Confirmed, Status == VisitStatus.Draft);
    }

    public Result Start(DateTime now)
    {
        var moved = Move(VisitStatus.InProgress, Status is VisitStatus.Draft or VisitStatus.Confirmed);
        if (moved.Succeeded)
        {
            StartedAt ??= now;
        }

        return moved;
    }

    public Result Write(string report)
    {
        if (Status is VisitStatus.Cancelled or VisitStatus.Postponed)
        {
            return Refusal.NotNow("Interventions.VisitNotFromThisStatus", Number);
        }

        Report = report.Trim();
        return Result.Done;
    }

    /// <param name="unfinishedBecause">What is left to do; null: nothing.</param>
    public Result Finish(DateTime now, string? unfinishedBecause)
    {
        if (unfinishedBecause is not null && string.IsNullOrWhiteSpace(unfinishedBecause))
        {
            return Refusal.Invalid("Common.Required").On(nameof(Reason));
        }

        var moved = Move(unfinishedBecause is null ? VisitStatus.Done : VisitStatus.Unfinished, Status is VisitStatus.InProgress);
        if (moved.Succeeded)
        {
            FinishedAt = now;
            Reason = unfinishedBecause?.Trim() ?? "";
        }

        return moved;
    }

    /// <summary>Left unfinished, and nothing more is to be done: its contract counts it. What had been left stays readable.</summary>
    public Result CountAsDone() => Move(VisitStatus.Done, Status is VisitStatus.Unfinished);

    public Result Cancel(string reason) => CallOff(VisitStatus.Cancelled, reason);

    public Result Postpone(string reason) => CallOff(VisitStatus.Postponed, reason);

    /// <summary>The client's name and drawn signature under the report.</summary>
    public Result Sign(string name, long? signatureDocumentId, DateTime now)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return Refusal.Invalid("Common.Required").On(nameof(SignedBy));
        }

        if (Status is not (VisitStatus.InProgress or VisitStatus.Done or VisitStatus.Unfinished))
        {
            return Refusal.NotNow("Interventions.VisitNotFromThisStatus", Number);
        }

        (SignedBy, SignatureDocumentId, SignedAt) = (name.Trim(), signatureDocumentId, now);
        return Result.Done;
    }

    private Result CallOff(VisitStatus status, string reason)
    {
        if (RequestFields.CheckReason(reason) is { } refusal)
        {
            return refusal;
        }

        var moved = Move(status, Status is VisitStatus.Draft or VisitStatus.Confirmed);
        if (moved.Succeeded)
        {
            Reason = reason.Trim();
        }

        return moved;
    }

    private Result Move(VisitStatus to, bool allowed)
    {
        if (!allowed)
        {
            return Refusal.NotNow("Interventions.VisitNotFromThisStatus", Number);
        }

        Status = to;
        return Result.Done;
    }
}
