using Microsoft.Data.Sqlite;
using Portal.Business.Accounting;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.Payments;

namespace Portal.Web;

/// <summary>Relative paths of the settings mean the same wherever the process was started: they count from one folder.</summary>
internal static class DataFolder
{
    public static void CountPathsFromDataFolder(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var root = Path.Combine(builder.Environment.ContentRootPath, settings["Site:DataFolder"] ?? "");
        var database = settings.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        settings.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Site:Keys"] = In(root, settings["Site:Keys"] ?? "App_Data/keys"),
            ["Mail:PickupFolder"] = In(root, settings["Mail:PickupFolder"] ?? new MailOptions().PickupFolder),
            ["Helpdesk:Mail:Folder"] = TicketMail(root, settings["Helpdesk:Mail:Folder"] ?? (builder.Environment.IsDevelopment() ? "App_Data/mail-in" : "")),
            ["Accounting:Folder"] = In(root, settings["Accounting:Folder"] ?? new AccountingOptions().Folder),
            ["Payments:PracticeFolder"] = In(root, settings["Payments:PracticeFolder"] ?? new PaymentsOptions().PracticeFolder),
            ["Database:ConnectionString"] = database.Provider == DatabaseProvider.Sqlite ? FileIn(root, database.ConnectionString) : database.ConnectionString,
        });
    }

    /// <summary>A connection string of SQLite whose file stands under the folder; one in memory stays as it is.</summary>
    internal static string FileIn(string root, string connectionString)
    {
        var connection = new SqliteConnectionStringBuilder(connectionString);
        if (connection.Mode == SqliteOpenMode.Memory || connection.DataSource is "" or ":memory:" || connection.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return connectionString;
        }

        connection.DataSource = In(root, connection.DataSource);
        return connection.ToString();
    }

    /// <summary>Empty stays so: no mails are taken in.</summary>
    private static string TicketMail(string root, string folder) => folder.Length == 0 ? "" : In(root, folder);

    private static string In(string root, string path) => Path.GetFullPath(Path.Combine(root, path));
}
