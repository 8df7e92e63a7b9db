using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>What a job cost beside time: material line by line, and the expenses entered on it.</summary>
public sealed class ShowJobCosts(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    private const int MostDocuments = 200;

    public sealed record Input(long JobId);

    public sealed record MaterialRow(long Id, int Version, MaterialSource Source, string Description, decimal Quantity, string Unit, decimal UnitCost, decimal Cost);

    /// <param name="Document">Name of its bill; empty without one, or where that was removed.</param>
    public sealed record ExpenseRow(long Id, int Version, DateOnly SpentOn, string Description, decimal Amount, long? DocumentId, string Document);

    public sealed record DocumentChoice(long Id, string Name);

    /// <param name="Documents">Of the job, the newest first: what an expense may have as its bill.</param>
    public sealed record Shown(IReadOnlyList<MaterialRow> Material, IReadOnlyList<ExpenseRow> Expenses, IReadOnlyList<DocumentChoice> Documents);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsCosts) || !user.Has(Permissions.JobsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var material = await JobCosting.MaterialAsync(db, [input.JobId], ct, all: true);
        var expenses = await db.JobExpenses.Where(e => e.JobId == input.JobId).OrderBy(e => e.SpentOn).ThenBy(e => e.Id)
            .Select(e => new ExpenseRow(
                e.Id, e.Version, e.SpentOn, e.Description, e.Amount, e.DocumentId,
                db.StoredDocuments.Where(d => d.Id == e.DocumentId && d.RemovedAt == null).Select(d => d.FileName).FirstOrDefault() ?? "")).ToListAsync(ct);
        var documents = await db.StoredDocuments.AsNoTracking().OfJob(input.JobId).Current().OrderByDescending(d => d.Id).Take(MostDocuments)
            .Select(d => new DocumentChoice(d.Id, d.FileName)).ToListAsync(ct);
        return new Shown(material.ConvertAll(m => new MaterialRow(m.Id, m.Version, m.Source, m.Description, m.Quantity, m.Unit, m.UnitCost, m.Cost)), expenses, documents);
    }
}
