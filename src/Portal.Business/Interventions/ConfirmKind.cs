using Portal.Business.Batches;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>Confirms drafts of visits.</summary>
public class ConfirmKind(VisitConfirming confirming) : IVisitBatchKind
{
    public const string KindName = "confirm";

    public virtual string Name => KindName;

    public IReadOnlyList<string> Permissions { get; } = [Common.Permissions.InterventionsPlan];

    /// <summary>The clients of visits to come.</summary>
    protected virtual bool Tells => false;

    public Task<IReadOnlyDictionary<long, BatchVerdict>> JudgeAsync(PortalDbContext db, IReadOnlyList<Visit> visits, CancellationToken ct) =>
        confirming.JudgeAsync(db, visits, Tells, ct);

    public Task<Result<string>> RunAsync(BatchWork work, CancellationToken ct) => confirming.ConfirmAsync(work, Tells, ct);
}

/// <summary>The same, and tells the clients of those to come.</summary>
public sealed class ConfirmAndTellKind(VisitConfirming confirming) : ConfirmKind(confirming)
{
    public new const string KindName = "confirm-and-tell";

    public override string Name => KindName;

    protected override bool Tells => true;
}
