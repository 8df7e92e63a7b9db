using System.Reflection;
using Portal.Business.Data;
using Xunit.Sdk;

namespace Portal.Business.Tests.Support;

/// <summary>Runs a theory once per database that is to be had here: SQLite always, the others where they are found.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachDatabaseAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => TestDatabases.Found.Select(provider => new object[] { provider });
}

/// <summary>As <see cref="EachDatabaseAttribute"/>, combined with rows of further arguments.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EachDatabaseWithAttribute(params object[] rest) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        TestDatabases.Found.Select(provider => (object[])[provider, .. rest]);
}

/// <summary>Shows in the report which databases the suite ran on; with PORTAL_REQUIRE_ALL=1 a missing PostgreSQL is a failure.</summary>
public sealed class DatabasesFound
{
    [PostgreSqlFact]
    public void PostgreSql_IsFound_AndUsed() => Assert.Contains(DatabaseProvider.PostgreSql, TestDatabases.Found);
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute()
    {
        if (!TestDatabases.Found.Contains(DatabaseProvider.PostgreSql) && Environment.GetEnvironmentVariable("PORTAL_REQUIRE_ALL") != "1")
        {
            Skip = "PostgreSQL was not found: install it, or set PORTAL_TEST_POSTGRES to a connection string of a user who may create databases.";
        }
    }
}
