using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;

namespace Portal.Business.Timesheets;

public enum TimeEntryState
{
    /// <summary>Can be changed by the one who worked.</summary>
    Open,
    Approved,
}

/// <summary>Time that somebody worked, on a job and perhaps on one of its visits, on one day.</summary>
public sealed class TimeEntry : Entity, IVersioned, IAudited, IBelongsToClient
{
    /// <summary>In one day.</summary>
    public const int LongestMinutes = 24 * 60;

    private static readonly DateOnly Earliest = new(2000, 1, 1);

    private TimeEntry()
    {
    }

    private TimeEntry(Job job, long? visitId, long userId, DateOnly day, decimal hourlyCost)
    {
        (LegalEntityId, ClientId, JobId) = (job.LegalEntityId, job.ClientId, job.Id);
        (VisitId, UserId, Day, HourlyCost) = (visitId, userId, day, hourlyCost);
    }

    public long LegalEntityId { get; private set; }

    public long ClientId { get; private set; }

    public long JobId { get; private set; }

    public long? VisitId { get; private set; }

    /// <summary>The ticket that it was worked for.</summary>
    public long? TicketId { get; private set; }

    /// <summary>Minutes that prepaid hours cover, as the team counts them.</summary>
    [NotAudited]
    public int PrepaidMinutes { get; private set; }

    /// <summary>Minutes of a ticket that no prepaid hours cover, as the team counts them: what can be invoiced of it.</summary>
    [NotAudited]
    public int OverMinutes { get; private set; }

    /// <summary>What an hour of them is sold for, before tax; null: as the company's product for an hour of work.</summary>
    [NotAudited]
    public decimal? OverRate { get; private set; }

    /// <summary>The ordered line that they are billed by as delivered; null: by the hour of work.</summary>
    [NotAudited]
    public long? OrderLineId { get; private set; }

    /// <summary>
    /// The hours were used up under an order that allows no more, and the work was done all the same: what stands over is invoiced neither
    /// by itself nor lost, until a person decides.
    /// </summary>
    public bool IsUndecided { get; private set; }

    /// <summary>Follows from the rest, and is stored so that an index finds what waits to be invoiced or decided.</summary>
    [NotAudited]
    public TimeBilling Billing
    {
        get => TimeBillings.Of(this);
        private set => _ = value;
    }

    /// <summary>Who worked.</summary>
    public long UserId { get; private set; }

    /// <summary>In the legal entity's time zone.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>When a timer was started, UTC; null: entered by hand, or the part of a timer after midnight.</summary>
    public DateTime? StartedAt { get; private set; }

    /// <summary>Null: the timer runs.</summary>
    public int? Minutes { get; private set; }

    public string Note { get; private set; } = "";

    /// <summary>Whoever worked, or decided, would have it invoiced.</summary>
    public bool IsBillable { get; private set; } = true;

    /// <summary>It stands where it is not to be invoiced, as on the job of another client than its ticket's: whatever <see cref="IsBillable"/> says.</summary>
    [NotAudited]
    public bool IsHeldBack { get; private set; }

    public bool MayBeInvoiced => IsBillable && !IsHeldBack;

    /// <summary>Of an hour, before tax, on the day that was worked; as it stands when the time is approved.</summary>
    public decimal HourlyCost { get; private set; }

    /// <summary>Of the whole entry, to the cent.</summary>
    [NotAudited]
    public decimal Cost { get; private set; }

    /// <summary>The ordered line of the job through which it is invoiced.</summary>
    public long? JobLineId { get; private set; }

    public TimeEntryState State { get; private set; }

    public long? ApprovedById { get; private set; }

    public DateTime? ApprovedAt { get; private set; }

    /// <summary>The user while the timer runs: the database allows each of them one.</summary>
    [NotAudited]
    public long? RunningUserId { get; private set; }

    public int Version { get; private set; }

    public bool IsRunning => Minutes is null;

    /// <summary>A timer that runs from now on.</summary>
    public static TimeEntry Start(Job job, Visit? visit, long userId, LegalEntity entity, decimal hourlyCost, DateTime now) =>
        new(job, visit?.Id, userId, entity.DayOf(now), hourlyCost) { StartedAt = now, RunningUserId = userId };

    /// <summary>Entered by hand.</summary>
    public static Result<TimeEntry> Of(Job job, Visit? visit, long userId, DateOnly day, int minutes, string note, bool isBillable, decimal hourlyCost)
    {
        var entry = new TimeEntry(job, visit?.Id, userId, day, hourlyCost) { Minutes = 0 };
        var edited = entry.Edit(day, minutes, note, isBillable);
        return edited.Succeeded ? entry : Result<TimeEntry>.Refused(edited.Refusals);
    }

    /// <summary>
    /// Stops the timer. What was really elapsed counts, whatever the clocks on the wall did meanwhile, each begun minute. Past midnight the
    /// rest goes on entries of the following days, which are returned to be added.
    /// </summary>
    /// <param name="note">What was done; empty leaves what stands there.</param>
    public Result<IReadOnlyList<TimeEntry>> Stop(LegalEntity entity, DateTime now, string note = "")
    {
        if (!IsRunning)
        {
            return Refusal.NotNow("Timesheets.TimerStopped");
        }

        Note = note.Trim() is { Length: > 0 } done ? done : Note;
        var (from, left) = (StartedAt!.Value, MinutesBetween(StartedAt.Value, now));
        var more = new List<TimeEntry>();
        var (part, day) = (this, Day);
        while (true)
        {
            var midnight = entity.ToUtc(day.AddDays(1), TimeOnly.MinValue);
            var minutes = midnight >= now ? left : Math.Min(left, MinutesBetween(from, midnight));
            part.Minutes = minutes;
            part.RunningUserId = null;
            part.Reckon();
            left -= minutes;
            if (left <= 0)
            {
                return more;
            }

            (from, day) = (midnight, day.AddDays(1));
            part = new TimeEntry { LegalEntityId = LegalEntityId, ClientId = ClientId, JobId = JobId, VisitId = VisitId, TicketId = TicketId, UserId = UserId, Day = day, HourlyCost = HourlyCost, Note = Note, IsBillable = IsBillable };
            more.Add(part);
        }
    }

    /// <summary>What a person may enter: a day that has begun somewhere, so that people ahead of the company's time zone enter theirs, and no slip of the year.</summary>
    public static Refusal? WrongDay(DateOnly day, DateTime now) =>
        day > DateOnly.FromDateTime(now.AddHours(14)) ? Refusal.Invalid("Timesheets.DayNotYet", day).On(nameof(Day))
        : day < Earliest ? Refusal.Invalid("Timesheets.DayLongAgo", Earliest).On(nameof(Day))
        : null;

    /// <summary>Refused once it is approved, while the timer runs, and out of range.</summary>
    public Result Edit(DateOnly day, int minutes, string note, bool isBillable)
    {
        if (IsRunning || State == TimeEntryState.Approved)
        {
            return Refusal.NotNow(IsRunning ? "Timesheets.TimerRuns" : "Timesheets.Approved");
        }

        if (minutes is < 1 or > LongestMinutes)
        {
            return Refusal.Invalid("Timesheets.MinutesOutOfRange", LongestMinutes / 60).On(nameof(Minutes));
        }

        (Day, Minutes, Note, IsBillable) = (day, minutes, note.Trim(), isBillable);
        Reckon();
        return Result.Done;
    }

    /// <summary>What an hour of its day costs, until it is approved.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool CostAt(decimal hourlyCost)
    {
        if (State == TimeEntryState.Approved || HourlyCost == hourlyCost)
        {
            return false;
        }

        HourlyCost = hourlyCost;
        Reckon();
        return true;
    }

    public Result Approve(long? userId, DateTime now)
    {
        if (IsRunning || State == TimeEntryState.Approved)
        {
            return Refusal.NotNow(IsRunning ? "Timesheets.TimerRuns" : "Timesheets.Approved");
        }

        (State, ApprovedById, ApprovedAt) = (TimeEntryState.Approved, userId, now);
        return Result.Done;
    }

    public Result TakeApprovalBack()
    {
        if (State != TimeEntryState.Approved || JobLineId is not null)
        {
            return Refusal.NotNow(JobLineId is not null ? "Timesheets.Invoiced" : "Timesheets.NotApproved");
        }

        (State, ApprovedById, ApprovedAt) = (TimeEntryState.Open, null, null);
        return Result.Done;
    }

    /// <summary>It became part of an ordered line of its job; once.</summary>
    public Result Bill(long jobLineId)
    {
        if (State != TimeEntryState.Approved || !MayBeInvoiced || IsUndecided || JobLineId is not null)
        {
            return Refusal.NotNow(JobLineId is not null ? "Timesheets.Invoiced" : "Timesheets.NotApproved");
        }

        JobLineId = jobLineId;
        return Result.Done;
    }

    /// <summary>Its ordered line was withdrawn: it can be billed again.</summary>
    public void LeaveLine() => JobLineId = null;

    public void MoveTo(Job job) => (LegalEntityId, ClientId, JobId) = (job.LegalEntityId, job.ClientId, job.Id);

    public void BelongTo(long ticketId) => TicketId = ticketId;

    /// <summary>How much of it prepaid hours cover, and how much stands over.</summary>
    /// <param name="isBlocked">The order allows nothing over: what stands there needs a decision, unless one was made for as much before.</param>
    /// <param name="delivered">Minutes of an order that is billed as delivered; they are invoiced like what stands over.</param>
    /// <param name="deliveredBefore">The same as it was counted last.</param>
    /// <param name="orderLineId">The ordered line at whose price they are billed.</param>
    public void Count(int prepaid, int over, decimal? overRate, bool isBlocked, int delivered = 0, int deliveredBefore = 0, long? orderLineId = null)
    {
        IsUndecided = over > 0 && isBlocked && (IsUndecided || over > OverMinutes - deliveredBefore);
        (PrepaidMinutes, OverMinutes) = (prepaid, over + delivered);
        (OverRate, OrderLineId) = OverMinutes == 0 ? (null, null) : (overRate, orderLineId);
    }

    /// <summary>A person decides that what stands over is invoiced, or given to the client. Refused where nothing waits for it, and to invoice what is not to be invoiced where it stands.</summary>
    /// <param name="delivered">Minutes of an order that is billed as delivered; they are invoiced all the same.</param>
    public Result Decide(bool toInvoice, int delivered = 0)
    {
        if (!IsUndecided || (toInvoice && IsHeldBack))
        {
            return Refusal.NotNow("Timesheets.NothingToDecide");
        }

        (IsUndecided, IsBillable, OverMinutes) = (false, toInvoice || delivered > 0, toInvoice || delivered == 0 ? OverMinutes : delivered);
        return Result.Done;
    }

    /// <summary>Whether it is not to be invoiced where it stands, whatever stands over.</summary>
    public void HoldBack(bool isHeldBack) => IsHeldBack = isHeldBack;

    private static int MinutesBetween(DateTime from, DateTime to) => Math.Max(1, (int)Math.Ceiling((to - from).TotalMinutes));

    private void Reckon() => Cost = Money.Round((Minutes ?? 0) * HourlyCost / 60m);
}
