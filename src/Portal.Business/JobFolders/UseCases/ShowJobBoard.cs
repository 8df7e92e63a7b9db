using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Jobs in columns by status: how many there are of each, and the newest of them.</summary>
public sealed class ShowJobBoard(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    private const int PerColumn = 30;

    private static readonly JobStatus[] Shown = [JobStatus.Open, JobStatus.InProgress, JobStatus.Done, JobStatus.Invoiced];

    public sealed record Input(string Search = "", bool Mine = false, long? ClientId = null, long? ResponsibleId = null, string? Label = null);

    public sealed record Card(long Id, int Version, string Number, string Name, string ClientName, decimal Ordered, string Currency, DateOnly? DueOn, JobStatus Status, string Responsible, IReadOnlyList<string> Labels);

    public sealed record Column(JobStatus Status, int Total, IReadOnlyList<Card> Cards);

    public async Task<Result<IReadOnlyList<Column>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var narrowing = new ListJobs.Input(new PageRequest(), input.Search, Mine: input.Mine, ClientId: input.ClientId, ResponsibleId: input.ResponsibleId, Label: input.Label);
        var jobs = JobNarrowing.Apply(db, user, narrowing, await JobNarrowing.SearchAsync(db, narrowing, ct));
        var counts = await jobs.GroupBy(j => j.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var columns = new List<Column>();
        foreach (var status in Shown)
        {
            var cards = await jobs.Where(j => j.Status == status).OrderByDescending(j => j.CreatedAt).ThenByDescending(j => j.Id).Take(PerColumn)
                .Select(j => new Card(
                    j.Id, j.Version, j.Number, j.Name, db.Clients.Where(c => c.Id == j.ClientId).Select(c => c.Name).First(), j.OrderedNet, j.Currency, j.DueOn, j.Status,
                    db.Users.Where(u => u.Id == j.ResponsibleUserId && !u.IsClientUser).Select(u => u.DisplayName).FirstOrDefault() ?? "", j.Labels.OrderBy(l => l.Key).Select(l => l.Name).ToList()))
                .ToListAsync(ct);
            columns.Add(new Column(status, counts.GetValueOrDefault(status), cards));
        }

        return columns;
    }
}
