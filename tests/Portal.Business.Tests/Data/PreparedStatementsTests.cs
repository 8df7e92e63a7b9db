using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Data;

public sealed class PreparedStatementsTests
{
    [Theory]
    [InlineData("Host=unused", 200)]
    [InlineData("Host=unused;Max Auto Prepare=0", 0)]
    [InlineData("Host=unused;max auto prepare=25", 25)]
    public void OnPostgreSql_StatementsThatComeAgainArePrepared_UnlessTheConnectionStringSaysOtherwise(string given, int prepared)
    {
        using var db = TestDatabases.Open(
            new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = given }, SystemUser.Instance, TimeProvider.System);

        Assert.Equal(prepared, new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()).MaxAutoPrepare);
    }
}
