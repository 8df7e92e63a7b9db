using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;

namespace Portal.Web.Tests.Shell;

public sealed class DataFolderTests
{
    private static readonly string Root = Path.GetTempPath();

    [Fact]
    public void Paths_WhereverTheProcessWasStarted_CountFromTheContentRoot()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Root });

        builder.CountPathsFromDataFolder();

        Assert.Equal(Path.Combine(Root, "App_Data", "portal.db"), new SqliteConnectionStringBuilder(builder.Configuration["Database:ConnectionString"]).DataSource);
        Assert.Equal(Path.Combine(Root, "App_Data", "mail"), builder.Configuration["Mail:PickupFolder"]);
        Assert.Equal(Path.Combine(Root, "App_Data", "keys"), builder.Configuration["Site:Keys"]);
    }

    [Fact]
    public void Paths_WithADataFolder_CountFromIt()
    {
        var folder = Path.Combine(Root, "portal");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = Root,
            Args = [$"--Site:DataFolder={folder}", "--Accounting:Folder=books", "--Site:Keys=/keys", "--Database:Provider=PostgreSql", "--Database:ConnectionString=Host=db"],
        });

        builder.CountPathsFromDataFolder();

        Assert.Equal(Path.Combine(folder, "books"), builder.Configuration["Accounting:Folder"]);
        Assert.Equal(Path.GetFullPath("/keys"), builder.Configuration["Site:Keys"]);
        Assert.Equal("Host=db", builder.Configuration["Database:ConnectionString"]);
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=file:shared?mode=memory")]
    [InlineData("Data Source=shared;Mode=Memory;Cache=Shared")]
    public void Database_InMemory_StaysAsItIs(string connection) => Assert.Equal(connection, DataFolder.FileIn(Root, connection));
}
