using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Data;

public sealed class TrigramIndexesTests
{
    [Theory, EachDatabase]
    public async Task MadeTwice_AreThereOnce_AndFindWhatIsFoundWithout(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = await boreal.JobAsync("Clôture de l’Œuvre");
        var without = await FoundAsync();
        await using var db = boreal.Portal.Open();
        await TrigramIndexes.EnsureAsync(db, NullLogger.Instance, default);
        await TrigramIndexes.EnsureAsync(db, NullLogger.Instance, default);

        Assert.Equal(without, await FoundAsync());
        if (provider == DatabaseProvider.PostgreSql && await db.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_extension WHERE extname = 'pg_trgm'").SingleAsync() == 1)
        {
            Assert.Equal(3, await db.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM pg_indexes WHERE indexname LIKE 'TG\\_%' AND indexdef LIKE '%gin_trgm_ops%'").SingleAsync());
        }

        async Task<List<bool>> FoundAsync()
        {
            var found = new List<bool>();
            foreach (var words in new[] { "lôt", "OEUVRE erable", "œu", "introuvable" })
            {
                found.Add(Boreal.Value(await boreal.Portal.Get<ListJobs>().RunAsync(new(new PageRequest(), words), default)).Rows.Any(r => r.Id == job));
            }

            return found;
        }
    }
}
