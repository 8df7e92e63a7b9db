using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Browser.Tests.Harness;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Browser.Tests.Invoicing;

/// <summary>What a running portal keeps of proformas that are typed and not saved.</summary>
internal static class UnsavedWork
{
    /// <summary>Waits until the text is kept, some seconds after it was typed.</summary>
    public static async Task KeptAsync(PortalProcess portal, string text)
    {
        var options = DatabaseSetup.Configure(
            new DbContextOptionsBuilder<PortalDbContext>(),
            new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = $"Data Source={Path.Combine(portal.Folder, "App_Data", "portal.db")}" }).Options;
        await using var db = new PortalDbContext(options, SystemUser.Instance, TimeProvider.System);
        for (var waited = Stopwatch.StartNew(); !await db.UnsavedProformas.AnyAsync(u => u.Content.Contains(text));)
        {
            Assert.True(waited.ElapsedMilliseconds < Session.Patience, $"“{text}” was not kept.");
            await Task.Delay(100);
        }
    }
}
