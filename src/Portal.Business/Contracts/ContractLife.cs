using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>Draft → active ⇄ paused → ended, or cancelled before anything was billed.</summary>
public sealed partial class Contract
{
    /// <summary>"Activate all lines": every draft line becomes active, and with the first the contract. Opens the periods until the day.</summary>
    public Result ActivateLines(DateOnly today)
    {
        var drafts = Lines.Where(l => l.Status == ContractLineStatus.Draft).ToList();
        if (IsOver || drafts.Count == 0)
        {
            return Refusal.NotNow(IsOver ? "Contracts.IsOver" : "Contracts.NoDraftLine", Reference);
        }

        var refusals = drafts.SelectMany(l => l.Activate(this).Refusals).ToList();
        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        if (Status == ContractStatus.Draft)
        {
            Status = ContractStatus.Active;
        }

        OpenPeriods(today);
        return Result.Done;
    }

    /// <summary>
    /// The last day of a line cuts a period that is billed up to that day: if the line went on, the rest of the period would not be billed any more.
    /// </summary>
    /// <param name="billedThrough">The last day of the line that is billed already.</param>
    public bool IsCutAndBilled(ContractLine line, DateOnly? billedThrough) =>
        Frequency != BillingFrequency.PerVisit && line.EndsOn is { } end && billedThrough >= end
        && Terms.Select(t => BillingSchedule.At(t, end)).FirstOrDefault(p => p is not null)?.To > end;

    public Result Pause(DateOnly from, string reason)
    {
        if (Status != ContractStatus.Active)
        {
            return Refusal.NotNow("Contracts.NotFromThisStatus", Reference);
        }

        if (from < StartsOn || Pauses.Exists(p => p.To is null || p.To >= from))
        {
            return Refusal.Invalid("Contracts.PauseOverlaps").On(nameof(from));
        }

        Pauses.Add(new ContractPause(Id, from, reason.Trim()));
        Status = ContractStatus.Paused;
        return Result.Done;
    }

    /// <summary>Refused for days that are billed already: their invoice left out the days of the rest, and no other would make up for them.</summary>
    /// <param name="on">The first day that is billed again.</param>
    /// <param name="billedThrough">The last day that is billed already.</param>
    public Result Resume(DateOnly on, DateOnly? billedThrough = null)
    {
        if (Status != ContractStatus.Paused || Pauses.Find(p => p.To is null) is not { } pause)
        {
            return Refusal.NotNow("Contracts.NotFromThisStatus", Reference);
        }

        if (on < pause.From)
        {
            return Refusal.Invalid("Contracts.ResumesBeforeItRests", pause.From).On(nameof(on));
        }

        if (billedThrough >= on)
        {
            return Refusal.NotNow("Contracts.ResumeIsBilled", billedThrough.Value).On(nameof(on));
        }

        if (on == pause.From)
        {
            Pauses.Remove(pause);
        }
        else
        {
            pause.End(on.AddDays(-1));
        }

        Status = ContractStatus.Active;
        return Result.Done;
    }

    /// <summary>Ends it with its last day; <see cref="Continue"/> takes that back.</summary>
    /// <param name="billedThrough">The last day that is billed already.</param>
    public Result End(DateOnly on, string reason, DateOnly? billedThrough)
    {
        if (Status is not (ContractStatus.Active or ContractStatus.Paused))
        {
            return Refusal.NotNow("Contracts.NotFromThisStatus", Reference);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid("Common.Required").On(nameof(reason));
        }

        if (on < StartsOn || on > (RenewsAutomatically ? null : EndsOn))
        {
            return Refusal.Invalid("Contracts.EndOutOfRange", StartsOn).On(nameof(on));
        }

        if (billedThrough > on)
        {
            return ContractLine.IsBilled(billedThrough.Value, changesOn: billedThrough.Value).On(nameof(on));
        }

        if (EndedOn is { } end && on > end && billedThrough >= end)
        {
            return Refusal.NotNow("Contracts.EndIsBilled", Reference, end).On(nameof(on));
        }

        (EndedOn, EndReason) = (on, reason.Trim());
        FitPeriods();
        return Result.Done;
    }

    /// <summary>The end was a mistake, or the client stays. Refused once the last day is billed: the rest of that period would not be billed any more.</summary>
    /// <param name="billedThrough">The last day that is billed already.</param>
    public Result Continue(DateOnly? billedThrough)
    {
        if (EndedOn is not { } end || Status == ContractStatus.Cancelled)
        {
            return Refusal.NotNow("Contracts.NotFromThisStatus", Reference);
        }

        if (billedThrough >= end)
        {
            return Refusal.NotNow("Contracts.EndIsBilled", Reference, end);
        }

        (EndedOn, EndReason) = (null, "");
        FitPeriods();
        Status = Pauses.Exists(p => p.To is null) ? ContractStatus.Paused : ContractStatus.Active;
        foreach (var line in Lines.Where(l => l.Status == ContractLineStatus.Ended && l.EndsOn is null))
        {
            line.Continue();
        }

        return Result.Done;
    }

    /// <summary>Its last day is over and everything is billed.</summary>
    public void Close()
    {
        Status = ContractStatus.Ended;
        foreach (var line in Lines.Where(l => l.Status == ContractLineStatus.Active))
        {
            line.Close();
        }
    }

    public Result Cancel(bool isBilled)
    {
        if (IsOver || isBilled)
        {
            return Refusal.NotNow(isBilled ? "Contracts.CancelIsBilled" : "Contracts.IsOver", Reference);
        }

        Status = ContractStatus.Cancelled;
        foreach (var line in Lines)
        {
            line.Cancel();
        }

        return Result.Done;
    }

    /// <summary>
    /// Renewed by a person: a new last day, and another reference where one is given. Lines that ended with the contract go on. Its periods are
    /// counted anew from the day after the old last day, so that what was billed of the old term stays as it was.
    /// </summary>
    public Result Renew(DateOnly endsOn, string reference)
    {
        if (Status is ContractStatus.Cancelled or ContractStatus.Draft || RenewsAutomatically || LastDay is not { } end)
        {
            return Refusal.NotNow("Contracts.NotFromThisStatus", Reference);
        }

        if (endsOn <= end)
        {
            return Refusal.Invalid("Contracts.RenewalNotLater", end).On(nameof(endsOn));
        }

        RenewedFrom = [.. RenewedFrom.Where(day => day <= end), end.AddDays(1)];
        EndsOn = endsOn;
        (EndedOn, EndReason) = (null, "");
        Status = Pauses.Exists(p => p.To is null) ? ContractStatus.Paused : ContractStatus.Active;
        Kind = ContractKind.Renewal;
        FitPeriods();
        foreach (var line in Lines.Where(l => l.Status == ContractLineStatus.Ended && l.EndsOn is null))
        {
            line.Continue();
        }

        if (reference.Trim().Length > 0)
        {
            GiveReference(reference.Trim());
        }

        return Result.Done;
    }
}
