using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Data;

public sealed class MigrationsTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "Data Source=unused.db")]
    [InlineData(DatabaseProvider.PostgreSql, "Host=unused")]
    [InlineData(DatabaseProvider.SqlServer, "Server=unused")]
    public void Model_HasNoChangeThatAMigrationLacks(DatabaseProvider provider, string connection)
    {
        using var db = Open(provider, connection);

        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Theory]
    [InlineData(DatabaseProvider.PostgreSql, "Host=unused")]
    [InlineData(DatabaseProvider.SqlServer, "Server=unused")]
    public void Migrations_GiveAnIdempotentScript(DatabaseProvider provider, string connection)
    {
        using var db = Open(provider, connection);

        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        Assert.Contains("Invoices", script, StringComparison.Ordinal);
        Assert.Contains("__EFMigrationsHistory", script, StringComparison.Ordinal);
        Assert.Contains(provider == DatabaseProvider.SqlServer ? "IF NOT EXISTS" : "DO $EF$", script, StringComparison.Ordinal);
    }

    /// <summary>SQLite's SQL has no conditions, so its script is the plain one; running it again is refused by the existing tables.</summary>
    [Fact]
    public void Migrations_OfSqlite_GiveAScript()
    {
        using var db = Open(DatabaseProvider.Sqlite, "Data Source=unused.db");

        Assert.Contains("CREATE TABLE \"Invoices\"", db.GetService<IMigrator>().GenerateScript(), StringComparison.Ordinal);
    }

    private static PortalDbContext Open(DatabaseProvider provider, string connection) =>
        TestDatabases.Open(new DatabaseOptions { Provider = provider, ConnectionString = connection }, SystemUser.Instance, TimeProvider.System);

    /// <summary>SQL Server refuses rows whose index entry is longer than 1700 bytes (900 in a primary key), and counts two for each character.</summary>
    [Fact]
    public void Model_HasNoIndexTooWideForSqlServer()
    {
        using var db = Open(DatabaseProvider.SqlServer, "Server=unused");
        var entities = db.GetService<IDesignTimeModel>().Model.GetEntityTypes().ToList();

        var wide = entities.SelectMany(e => e.GetIndexes()).Select(i => (Name: i.GetDatabaseName(), Width: i.Properties.Sum(Width), Most: 1700))
            .Concat(entities.SelectMany(e => e.GetKeys()).Select(k => (Name: k.GetName(), Width: k.Properties.Sum(Width), Most: 900)))
            .Where(i => i.Width > i.Most).Select(i => $"{i.Name}: {i.Width} bytes");

        Assert.Empty(wide);

        static long Width(IReadOnlyProperty property)
        {
            var type = property.GetColumnType() ?? "";
            return type.EndsWith("(max)", StringComparison.Ordinal) ? int.MaxValue
                : type.StartsWith("nvarchar(", StringComparison.Ordinal) ? 2 * property.GetMaxLength()!.Value
                : type.StartsWith("varbinary(", StringComparison.Ordinal) ? property.GetMaxLength()!.Value
                : 17;
        }
    }

    /// <summary>SQL Server refuses a table that one deleted row reaches by two ways, which the other databases allow.</summary>
    [Fact]
    public void Model_ReachesNoTableByTwoCascades()
    {
        using var db = Open(DatabaseProvider.SqlServer, "Server=unused");
        foreach (var root in db.Model.GetEntityTypes())
        {
            var reached = new List<string>();
            Reach(root, reached);
            Assert.True(reached.Count == reached.Distinct().Count(), $"{root.GetTableName()}: {string.Join(", ", reached)}");
        }

        static void Reach(IReadOnlyEntityType from, List<string> reached)
        {
            foreach (var key in from.GetReferencingForeignKeys().Where(k => k.DeleteBehavior is DeleteBehavior.Cascade or DeleteBehavior.SetNull))
            {
                reached.Add(key.DeclaringEntityType.GetTableName()!);
                Reach(key.DeclaringEntityType, reached);
            }
        }
    }
}
