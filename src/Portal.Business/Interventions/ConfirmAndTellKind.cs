using Portal.Business.Batches;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>Confirms drafts of visits, and tells the clients of those to come.</summary>
public sealed class ConfirmAndTellKind(VisitConfirming confirming) : IVisitBatchKind
{
    public const string KindName = "confirm-and-tell";

    public string Name => KindName;

    public IReadOnlyList<string> Permissions { get; } = [Common.Permissions.InterventionsPlan];

    public Task<IReadOnlyDictionary<long, BatchVerdict>> JudgeAsync(PortalDbContext db, IReadOnlyList<Visit> visits, CancellationToken ct) =>
        confirming.JudgeAsync(db, visits, tells: true, ct);

    public Task<Result<string>> RunAsync(BatchWork work, CancellationToken ct) => confirming.ConfirmAsync(work, tells: true, ct);
}
