using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;

namespace Portal.Business.Data;

/// <summary>
/// The small companies that a developer finds after the first start. Each part does nothing where its data is there already; the
/// host calls it in Development only.
/// </summary>
public sealed class DemoData(IDbContextFactory<PortalDbContext> contexts, TimeProvider clock)
{
    public async Task FillAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await DemoCompanies.RunAsync(db, clock, ct);
    }
}
