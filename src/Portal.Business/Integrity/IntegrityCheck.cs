using Portal.Business.Common;

namespace Portal.Business.Integrity;

/// <summary>
/// One check of the chain of a legal entity against its documents: asked for by a person, carried out by scheduled work, kept for
/// good. The place it has reached is saved with every step, so it goes on after a restart.
/// </summary>
public sealed class IntegrityCheck : Entity, IVersioned
{
    /// <summary>Findings that are kept; the rest is counted.</summary>
    public const int MostKept = 500;

    /// <summary>Steps that fail one after the other before it is given up.</summary>
    private const int MostFailures = 3;

    private IntegrityCheck()
    {
    }

    public IntegrityCheck(long legalEntityId, long target, ICurrentUser by, DateTime now)
    {
        LegalEntityId = legalEntityId;
        Target = target;
        StartedBy = by.Name;
        StartedAt = now;
        OpenKey = legalEntityId;
    }

    public long LegalEntityId { get; private set; }

    public string StartedBy { get; private set; } = "";

    public DateTime StartedAt { get; private set; }

    /// <summary>Null while it is not over.</summary>
    public DateTime? FinishedAt { get; private set; }

    /// <summary>When it was given up; null while it runs or after it finished.</summary>
    public DateTime? FailedAt { get; private set; }

    /// <summary>How many steps have failed since the last that did not.</summary>
    public int Failures { get; private set; }

    /// <summary>What the last failed step said.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>The last record when it was asked for.</summary>
    public long Target { get; private set; }

    /// <summary>How far it has come; at the end, the last record it looked at.</summary>
    public long LastSequence { get; private set; }

    public string LastHash { get; private set; } = ChainEnd.Start;

    /// <summary>How many differences it found.</summary>
    public int Found { get; private set; }

    /// <summary>The legal entity while it is not over: the database refuses a second.</summary>
    public long? OpenKey { get; private set; }

    public int Version { get; private set; }

    public List<IntegrityFinding> Findings { get; } = [];

    public bool IsOver => FinishedAt is not null || FailedAt is not null;

    public ChainPlace Place => new(LastSequence, LastHash);

    public int Percent => Target == 0 ? 100 : (int)(LastSequence * 100 / Target);

    public void Reach(ChainPlace place)
    {
        (LastSequence, LastHash) = place;
        Failures = 0;
    }

    /// <summary>A step failed: it is tried again, and given up after the third time, so that another check may be asked for.</summary>
    public void Fail(string why, DateTime now)
    {
        Failure = Short(why);
        if (++Failures >= MostFailures)
        {
            FailedAt = now;
            OpenKey = null;
        }
    }

    public IntegrityFinding? Find(Finding finding) => ++Found <= MostKept ? new IntegrityFinding(Id, Found, finding) : null;

    public void Finish(DateTime now)
    {
        FinishedAt = now;
        OpenKey = null;
    }

    internal static string Short(string text) => text.Length <= Data.Lengths.Name ? text : text[..(Data.Lengths.Name - 1)] + "…";
}

/// <summary>A difference that a check found.</summary>
public sealed class IntegrityFinding : Entity
{
    private IntegrityFinding()
    {
    }

    internal IntegrityFinding(long checkId, int position, Finding finding)
    {
        CheckId = checkId;
        Position = position;
        Kind = finding.Kind;
        DocumentKind = finding.DocumentKind;
        Document = finding.Document;
        SubjectId = finding.SubjectId;
        Sequence = finding.Sequence;
        Field = IntegrityCheck.Short(finding.Field);
        Before = IntegrityCheck.Short(finding.Before);
        Now = IntegrityCheck.Short(finding.Now);
    }

    public long CheckId { get; private set; }

    public int Position { get; private set; }

    public FindingKind Kind { get; private set; }

    public SealedKind? DocumentKind { get; private set; }

    public string Document { get; private set; } = "";

    public long? SubjectId { get; private set; }

    public long? Sequence { get; private set; }

    public string Field { get; private set; } = "";

    public string Before { get; private set; } = "";

    public string Now { get; private set; } = "";
}
