using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Timesheets.UseCases;

/// <summary>Enters one's own time by hand, or corrects it until it is approved; over all entries, no more than a day has.</summary>
public sealed class SaveTimeEntry(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Id">Null enters new time.</param>
    /// <param name="JobId">Of new time; known time stays on its job.</param>
    public sealed record Input(long? Id, int Version, long JobId, long? VisitId, DateOnly Day, int Minutes, string Note, bool IsBillable);

    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.TimesheetsOwn) || user.UserId is not { } me)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (input.Note.Length > Lengths.Text)
        {
            return Refusal.Invalid("Common.TooLong", nameof(input.Note), Lengths.Text).On(nameof(input.Note));
        }

        if (input.Id is { } id)
        {
            var known = await db.TimeEntries.SingleOrDefaultAsync(e => e.Id == id && e.UserId == me, ct);
            if (known is null)
            {
                return Refusal.NotFound;
            }

            if (input.Day != known.Day && TimeEntry.WrongDay(input.Day, clock.GetUtcNow().UtcDateTime) is { } otherDay)
            {
                return otherDay;
            }

            await using var turn = await HoursTurn.BeginAsync(db, known, ct);
            db.ExpectVersion(known, input.Version);
            var isMore = input.Day != known.Day || input.Minutes > known.Minutes;
            var edited = known.Edit(input.Day, input.Minutes, input.Note, input.IsBillable);
            if (edited.Succeeded && isMore && await DayHours.RefuseAsync(db, me, input.Day, input.Minutes, known.Id, ct) is { } full)
            {
                return full;
            }

            if (edited.Succeeded)
            {
                known.CostAt((await CostRates.OfAsync(db, me, ct)).On(input.Day));
            }

            var counted = edited.Succeeded ? await HoursCounting.CountAsync(db, known, clock.GetUtcNow().UtcDateTime, ct) : edited;
            var saved = counted.Succeeded ? await db.TrySaveAsync(ct) : counted;
            if (!saved.Succeeded)
            {
                return Result<long>.Refused(saved.Refusals);
            }

            await turn.CommitAsync(ct);
            return known.Id;
        }

        if (TimeEntry.WrongDay(input.Day, clock.GetUtcNow().UtcDateTime) is { } wrongDay)
        {
            return wrongDay;
        }

        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (job is null)
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.JobId));
        }

        if (job.IsFinished)
        {
            return Refusal.NotNow("Timesheets.JobIsFinished", job.Number).On(nameof(input.JobId));
        }

        var visit = input.VisitId is { } visitId ? await db.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.Id == visitId && v.JobId == job.Id, ct) : null;
        if (visit is null && input.VisitId is not null)
        {
            return Refusal.Invalid("Timesheets.OtherJob").On(nameof(input.VisitId));
        }

        var made = TimeEntry.Of(job, visit, me, input.Day, input.Minutes, input.Note, input.IsBillable, (await CostRates.OfAsync(db, me, ct)).On(input.Day));
        if (!made.TryGet(out var entry))
        {
            return Result<long>.Refused(made.Refusals);
        }

        await using var transaction = await db.BeginWriteAsync(ct);
        if (await DayHours.RefuseAsync(db, me, input.Day, input.Minutes, null, ct) is { } tooMuch)
        {
            return tooMuch;
        }

        db.TimeEntries.Add(entry);
        if (await db.HoldOpenAsync(job, Refusal.NotNow("Timesheets.JobIsFinished", job.Number).On(nameof(input.JobId)), ct) is { } notHeld)
        {
            return notHeld;
        }

        if (await db.TrySaveAsync(ct) is { Succeeded: false } unsaved)
        {
            return Result<long>.Refused(unsaved.Refusals);
        }

        await transaction.CommitAsync(ct);
        return entry.Id;
    }
}
