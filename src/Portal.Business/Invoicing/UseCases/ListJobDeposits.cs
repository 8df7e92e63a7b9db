using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Deposits of some jobs that nothing deducts yet: whoever is about to invoice the work knows of them first.</summary>
public sealed class ListJobDeposits(PortalDbContextFactory contexts, ICurrentUser user)
{
    private const int Most = 20;

    public sealed record Input(IReadOnlyList<long> JobIds);

    /// <param name="IssuedOn">Null where it waits to be issued: no invoice deducts it by itself.</param>
    /// <param name="Left">Not deducted nor credited yet, tax included.</param>
    public sealed record Row(long Id, string Number, DateOnly? IssuedOn, decimal Left, string Currency);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await OfJobsAsync(db, input.JobIds, ct);
    }

    /// <summary>For use cases that bill the work of jobs. Whoever calls has checked the permission.</summary>
    internal static Task<List<Row>> OfJobsAsync(PortalDbContext db, IReadOnlyList<long> jobIds, CancellationToken ct) =>
        DepositDeductions.Open(db).Where(d => d.JobId != null && jobIds.Contains(d.JobId.Value)).OrderBy(d => d.IssuedOn).ThenBy(d => d.Id).Take(Most)
            .Select(d => new Row(d.Id, d.Number ?? d.ProformaNumber, d.IssuedOn, d.Total - d.Credited - d.Deducted, d.Currency)).ToListAsync(ct);
}
