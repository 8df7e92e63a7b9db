using Portal.Business.Common;

namespace Portal.Business.Batches;

/// <summary>
/// One thing that a person has done to many invoices or visits: started once, worked off in the background, left and found again. Its items
/// say what came of each.
/// </summary>
public sealed class Batch : Entity
{
    private Batch()
    {
    }

    public Batch(IBatchKind kind, long startedById, string startedBy, Guid requestKey, bool again, long? retryOfId, DateTime now)
    {
        (Kind, Subject) = (kind.Name, kind.Subject);
        StartedById = startedById;
        StartedBy = startedBy;
        RequestKey = requestKey;
        Again = again;
        RetryOfId = retryOfId;
        StartedAt = now;
    }

    /// <summary>Name of an <see cref="IBatchKind"/>.</summary>
    public string Kind { get; private set; } = "";

    public BatchSubject Subject { get; private set; }

    /// <summary>Who started it, and acts in it.</summary>
    public long StartedById { get; private set; }

    public string StartedBy { get; private set; } = "";

    public DateTime StartedAt { get; private set; }

    /// <summary>Made when the dialog opened: pressing the button twice starts one batch.</summary>
    public Guid RequestKey { get; private set; }

    /// <summary>Also to what was sent before.</summary>
    public bool Again { get; private set; }

    /// <summary>The batch whose refused items this one tries again.</summary>
    public long? RetryOfId { get; private set; }

    public DateTime? CancelledAt { get; private set; }

    /// <summary>Nothing of it waits any more.</summary>
    public DateTime? FinishedAt { get; private set; }

    public List<BatchItem> Items { get; } = [];

    public bool IsOver => FinishedAt is not null;

    public void Cancel(DateTime now) => CancelledAt ??= now;
}

/// <summary>What a batch is about.</summary>
public enum BatchSubject
{
    Invoice,
    Visit,
}

public enum BatchItemState
{
    Waiting,
    Running,
    Done,

    /// <summary>Could not be done: the refusals say why.</summary>
    Refused,

    /// <summary>Its turn had not come when the batch was cancelled.</summary>
    Cancelled,

    /// <summary>Not to be done: the preview left it out, and the person started the batch without it. The refusals say why.</summary>
    LeftOut,
}

/// <summary>One invoice or visit of a batch, at most once in it.</summary>
public sealed class BatchItem : Entity
{
    private BatchItem()
    {
    }

    /// <param name="refusals">Why it is left out from the start; empty where it is to be done.</param>
    public BatchItem(Batch batch, int position, long subjectId, int version, IReadOnlyList<Refusal> refusals, DateTime now)
    {
        BatchId = batch.Id;
        Position = position;
        InvoiceId = batch.Subject == BatchSubject.Invoice ? subjectId : null;
        VisitId = batch.Subject == BatchSubject.Visit ? subjectId : null;
        Version = version;
        if (refusals.Count > 0)
        {
            End(BatchItemState.LeftOut, refusals, now);
        }
    }

    public long BatchId { get; private set; }

    /// <summary>Worked off in this order, from 1.</summary>
    public int Position { get; private set; }

    public long? InvoiceId { get; private set; }

    public long? VisitId { get; private set; }

    public long SubjectId => InvoiceId ?? VisitId ?? 0;

    /// <summary>As the person saw it: one changed since is not done unseen.</summary>
    public int Version { get; private set; }

    public BatchItemState State { get; private set; }

    /// <summary>The number it has been given, or its own.</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>Why it is not done; of what is done, what one should know.</summary>
    public IReadOnlyList<StoredRefusal> Refusals { get; private set; } = [];

    /// <summary>How often it was begun; more than once after a crash.</summary>
    public int Attempts { get; private set; }

    /// <summary>The process that works on it.</summary>
    public string LeaseOwner { get; private set; } = "";

    public DateTime? LeasedUntil { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <param name="notes">What one should know although it is done.</param>
    public void Finish(Result<string> result, DateTime now, params IReadOnlyList<Refusal> notes)
    {
        if (!result.TryGet(out var outcome))
        {
            End(BatchItemState.Refused, result.Refusals, now);
            return;
        }

        Outcome = outcome;
        End(BatchItemState.Done, notes, now);
    }

    public void Cancel(DateTime now) => End(BatchItemState.Cancelled, [], now);

    /// <summary>The process stops: another may take it at once.</summary>
    public void GiveBack()
    {
        (State, LeaseOwner, LeasedUntil) = (BatchItemState.Waiting, "", null);
    }

    private void End(BatchItemState state, IReadOnlyList<Refusal> refusals, DateTime now)
    {
        (State, Refusals) = (state, [.. refusals.Select(StoredRefusal.Of)]);
        (LeaseOwner, LeasedUntil, FinishedAt) = ("", null, now);
    }
}
