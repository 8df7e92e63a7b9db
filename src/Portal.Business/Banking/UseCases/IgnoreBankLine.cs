using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Banking.UseCases;

/// <summary>A line that is nothing of ours: bank charges, a transfer between our own accounts. With the reason, and it can be opened again.</summary>
public sealed partial class IgnoreBankLine(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<IgnoreBankLine> log)
{
    public sealed record Input(long LineId, int Version, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var line = await db.BankLines.SingleOrDefaultAsync(l => l.Id == input.LineId, ct);
        if (line is null)
        {
            return Refusal.NotFound;
        }

        var ignored = line.Ignore(input.Reason, user, clock.GetUtcNow().UtcDateTime);
        if (!ignored.Succeeded)
        {
            return ignored;
        }

        db.ExpectVersion(line, input.Version);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogIgnored(log, line.Id);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Bank line {LineId} ignored")]
    private static partial void LogIgnored(ILogger logger, long lineId);
}
