using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Browser.Tests.Harness;

namespace Portal.Browser.Tests.Invoicing;

/// <summary>What a running portal keeps of proformas that are typed and not saved.</summary>
internal static class UnsavedWork
{
    /// <summary>Waits until the text is kept, some seconds after it was typed.</summary>
    public static async Task KeptAsync(PortalProcess portal, string text)
    {
        await using var db = portal.OpenDatabase();
        for (var waited = Stopwatch.StartNew(); !await db.UnsavedProformas.AnyAsync(u => u.Content.Contains(text));)
        {
            Assert.True(waited.ElapsedMilliseconds < Session.Patience, $"“{text}” was not kept.");
            await Task.Delay(100);
        }
    }
}
