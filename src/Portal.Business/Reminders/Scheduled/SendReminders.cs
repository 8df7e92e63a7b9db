using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Scheduling;

namespace Portal.Business.Reminders.Scheduled;

/// <summary>
/// Sends the reminders that are due in companies whose reminders go out by themselves. Safe at any frequency, on several nodes, after a crash
/// and after weeks off: an invoice is reminded at its next level, once; one client's trouble stops nobody else's reminder. What is overdue and
/// was never sent waits for a person.
/// </summary>
public sealed partial class SendReminders(
    PortalDbContextFactory contexts, ReminderSending sending, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<SendReminders> log)
{
    private const int MostNoticed = 500;

    /// <param name="AsOf">As if it were this day everywhere, which may be to come only where <see cref="SchedulingOptions.MayRunAhead"/>.</param>
    public sealed record Input(DateOnly? AsOf = null);

    public sealed record Outcome(int Sent, int NeedAttention);

    public async Task<Result<Outcome>> RunAsync(Input input, CancellationToken ct)
    {
        var due = await FindAsync(input, ct);
        if (!due.TryGet(out var keys))
        {
            return Result<Outcome>.Refused(due.Refusals);
        }

        var (sent, attention) = (0, await NoticeNeverSentAsync(ct));
        foreach (var key in keys)
        {
            try
            {
                await using var db = contexts.CreateFor(SystemUser.Instance);
                var loaded = await ReminderDraft.LoadAsync(db, key, clock, input.AsOf, ct);
                if (loaded.TryGet(out var draft) && (await sending.SendAsync(db, SystemUser.Instance, draft, null, ct)).Succeeded)
                {
                    sent++;
                    attention += Clients.InvoiceRecipients.Of(draft.Client).IsEmpty ? 1 : 0;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                attention++;
                LogFailed(log, e, key.ClientId, key.Level);
            }
        }

        return new Outcome(sent, attention);
    }

    /// <summary>Some at a time; what somebody else changed meanwhile is found by the next run.</summary>
    private async Task<int> NoticeNeverSentAsync(CancellationToken ct)
    {
        var noticed = 0;
        await using var db = contexts.CreateFor(SystemUser.Instance);
        foreach (var (_, entity, today) in await DueReminders.PlansAsync(db, clock, null, ct))
        {
            foreach (var invoice in await DueReminders.NeverSent(db, entity.Id, today).Where(i => i.Attention == null).OrderBy(i => i.Id).Take(MostNoticed).ToListAsync(ct))
            {
                invoice.NeedsAttention(Invoice.NeverSent);
                noticed++;
            }
        }

        return (await db.TrySaveAsync(ct)).Succeeded ? noticed : 0;
    }

    private async Task<Result<List<ReminderKey>>> FindAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var keys = new List<ReminderKey>();
        foreach (var (plan, entity, today) in await DueReminders.PlansAsync(db, clock, input.AsOf, ct))
        {
            if (today > entity.Today(clock) && !options.Value.MayRunAhead)
            {
                return Refusal.Invalid("Reminders.DayToCome", today);
            }

            if (plan.Mode == ReminderMode.Automatic)
            {
                var groups = await DueReminders.Groups(db, plan, today).OrderBy(g => g.ClientId).ThenBy(g => g.Level).ToListAsync(ct);
                keys.AddRange(groups.Select(g => g.Key));
            }
        }

        return keys;
    }

    [LoggerMessage(LogLevel.Error, "Reminding client {ClientId} at level {Level} failed; the next run tries again")]
    private static partial void LogFailed(ILogger logger, Exception e, long clientId, int level);
}
