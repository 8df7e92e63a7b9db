using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Migrations.Sqlite;

/// <summary>Gives dotnet-ef a context of this provider; no database is opened.</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<PortalDbContext>
{
    public PortalDbContext CreateDbContext(string[] args)
    {
        var options = new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = "Data Source=design.db" };
        return new PortalDbContext(DatabaseSetup.Configure(new DbContextOptionsBuilder<PortalDbContext>(), options).Options, SystemUser.Instance, TimeProvider.System);
    }
}
