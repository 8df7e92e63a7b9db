using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders;

/// <summary>
/// Keeps <see cref="Job.LeftNet"/> in the save that changes the lines, whichever way it comes: the difference is added in the database, so that
/// two people who bill different lines of one job at once are not in each other's way.
/// </summary>
internal static class JobSums
{
    /// <summary>By how much a save changes what is left to invoice of which jobs, in the order of their ids.</summary>
    public static IReadOnlyList<(long JobId, decimal Amount)> Changes(IReadOnlyCollection<EntityEntry> changed)
    {
        var sums = new SortedDictionary<long, decimal>();
        foreach (var entry in changed.Where(e => e.Entity is JobLine))
        {
            var job = entry.Property(nameof(JobLine.JobId));
            if (entry.State != EntityState.Added)
            {
                Add((long)job.OriginalValue!, -LeftOf(entry, p => p.OriginalValue));
            }

            if (entry.State != EntityState.Deleted)
            {
                Add((long)job.CurrentValue!, LeftOf(entry, p => p.CurrentValue));
            }
        }

        return [.. sums.Where(s => s.Value != 0).Select(s => (s.Key, s.Value))];

        void Add(long jobId, decimal amount) => sums[jobId] = sums.GetValueOrDefault(jobId) + amount;
    }

    private static decimal LeftOf(EntityEntry line, Func<PropertyEntry, object?> value)
    {
        decimal Of(string name) => (decimal)value(line.Property(name))!;
        return JobLine.LeftOf(Of(nameof(JobLine.Quantity)), Of(nameof(JobLine.Net)), Of(nameof(JobLine.InvoicedQuantity)), Of(nameof(JobLine.InvoicedNet)));
    }

    /// <summary>In the transaction of the save, after it.</summary>
    public static async Task ApplyAsync(PortalDbContext db, IReadOnlyList<(long JobId, decimal Amount)> changes, CancellationToken ct)
    {
        foreach (var (jobId, amount) in changes)
        {
            await db.Jobs.AllClients().Where(j => j.Id == jobId).ExecuteUpdateAsync(set => set.SetProperty(j => j.LeftNet, j => j.LeftNet + amount), ct);
        }
    }
}
