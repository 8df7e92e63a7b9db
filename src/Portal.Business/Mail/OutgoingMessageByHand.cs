using Portal.Business.Common;

namespace Portal.Business.Mail;

/// <summary>What a person may do to a message.</summary>
public sealed partial class OutgoingMessage
{
    /// <summary>Plans the next attempt for now, with all attempts ahead of it again.</summary>
    public Result SendNow(ICurrentUser by, DateTime now)
    {
        if (!CanSendNow)
        {
            return Refusal.NotNow(State == MessageState.Sending ? "Mail.BeingSent" : "Mail.NotSendable");
        }

        if (State == MessageState.Failed)
        {
            Recipients = [.. Recipients.Select(r => r.State == RecipientState.Refused ? r with { State = RecipientState.Pending, Answer = "" } : r)];
        }

        Queue(now);
        Record(MailEventKind.Retried, "", by.Name, now);
        return Result.Done;
    }

    public Result Cancel(ICurrentUser by, DateTime now)
    {
        if (!CanCancel)
        {
            return Refusal.NotNow(State == MessageState.Sending ? "Mail.BeingSent" : "Mail.NotCancellable");
        }

        State = MessageState.Cancelled;
        Attention = null;
        Record(MailEventKind.Cancelled, "", by.Name, now);
        if (IsConfidential)
        {
            EraseBody();
        }

        return Result.Done;
    }

    /// <summary>Gives it other recipients. Somebody the server has already accepted it for is not sent it again.</summary>
    public Result Correct(IReadOnlyList<MailContact> to, IReadOnlyList<MailContact> cc, IReadOnlyList<MailContact> bcc, ICurrentUser by, DateTime now)
    {
        if (!CanCorrect)
        {
            return Refusal.NotNow(State == MessageState.Sending ? "Mail.BeingSent" : "Mail.NotCorrectable");
        }

        if (IsForOnePerson)
        {
            return Refusal.NotNow("Mail.ForOnePerson");
        }

        if (HtmlBody.Length == 0)
        {
            return Refusal.NotNow("Mail.TextErased");
        }

        var accepted = Recipients.Where(r => r.State == RecipientState.Accepted).ToDictionary(r => r.Address, StringComparer.OrdinalIgnoreCase);
        Address(to, cc, bcc);
        Recipients = [.. Recipients.Select(r => accepted.TryGetValue(r.Address, out var known) ? r with { State = known.State, Answer = known.Answer } : r)];
        if (!Pending.Any())
        {
            return Refusal.Invalid("Mail.NobodyNew");
        }

        if (State != MessageState.Held)
        {
            Queue(PlannedAt > now ? PlannedAt : now);
        }

        Record(MailEventKind.Corrected, "", by.Name, now);
        return Result.Done;
    }

    /// <summary>A person has seen that something is wrong and dealt with it elsewhere: of what went out, nobody else gets it any more.</summary>
    public Result Dismiss(ICurrentUser by, DateTime now)
    {
        if (!CanDismiss)
        {
            return Refusal.NotNow("Mail.NothingToDismiss");
        }

        Attention = null;
        Record(MailEventKind.Dismissed, "", by.Name, now);
        if (IsConfidential && State == MessageState.Sent)
        {
            EraseBody();
        }

        return Result.Done;
    }

    private void Queue(DateTime at)
    {
        State = MessageState.Queued;
        Attention = null;
        Attempts = 0;
        NextAttemptAt = at;
    }
}
