using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Documents;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Keeps what was done, as it is typed. Somebody else's words are never overwritten unseen.</summary>
public sealed class WriteReport(PortalDbContextFactory contexts, VisitReports reports, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Seen">The text as it was when the person began to type.</param>
    public sealed record Input(long VisitId, string Report, string Seen);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        return await Again.WhileStaleAsync(() => TryAsync(input, ct));
    }

    private async Task<Result> TryAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(db, user, input.VisitId, Guid.Empty, ct)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var (visit, wanted) = (doing.Visit, Same(input.Report));
        if (Same(visit.Report) == wanted)
        {
            return Result.Done;
        }

        if (Same(visit.Report) != Same(input.Seen))
        {
            return Refusal.Conflict("Interventions.ReportChanged", visit.Report).On(nameof(input.Report));
        }

        var written = visit.Write(wanted);
        if (!written.Succeeded)
        {
            return written;
        }

        await AfterSignature.NoteAsync(db, visit, VisitStepKind.Written, user, clock.GetUtcNow().UtcDateTime, "", ct);
        return await reports.RenewAsync(visit, await db.TrySaveAsync(ct), ct);
    }

    private static string Same(string text) => text.ReplaceLineEndings("\n").Trim();
}
