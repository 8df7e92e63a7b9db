using Portal.Business.Batches;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>Confirms drafts of visits.</summary>
public sealed class ConfirmKind(VisitConfirming confirming) : IVisitBatchKind
{
    public const string KindName = "confirm";

    public string Name => KindName;

    public IReadOnlyList<string> Permissions { get; } = [Common.Permissions.InterventionsPlan];

    public Task<IReadOnlyDictionary<long, BatchVerdict>> JudgeAsync(PortalDbContext db, IReadOnlyList<Visit> visits, CancellationToken ct) =>
        confirming.JudgeAsync(db, visits, tells: false, ct);

    public Task<Result<string>> RunAsync(BatchWork work, CancellationToken ct) => confirming.ConfirmAsync(work, tells: false, ct);
}
