using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Web.Tests.Security;

/// <summary>
/// Makes every command really wait, as a database on another machine does. SQLite answers before a page could be drawn, and so hides
/// pages that can't stand to be drawn while they are still waiting.
/// </summary>
public sealed class SlowDatabase : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await Task.Delay(1, cancellationToken);
        return result;
    }
}
