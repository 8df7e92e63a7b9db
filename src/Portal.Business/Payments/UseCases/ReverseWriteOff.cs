using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>Takes a write-off back: the invoice owes it again, or it is the client's credit again.</summary>
public sealed partial class ReverseWriteOff(PortalDbContextFactory contexts, ICurrentUser user, WriteOffs writeOffs, ILogger<ReverseWriteOff> log)
{
    public sealed record Input(long WriteOffId, int Version, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsWriteOff))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var writeOff = await db.WriteOffs.SingleOrDefaultAsync(w => w.Id == input.WriteOffId, ct);
        if (writeOff is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(writeOff, input.Version);
        var reversed = await writeOffs.ReverseAsync(db, writeOff, input.Reason, user, ct);
        var saved = reversed.Succeeded ? await db.TrySaveAsync(ct) : reversed;
        if (saved.Succeeded)
        {
            LogReversed(log, writeOff.Id);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Write-off {WriteOffId} reversed")]
    private static partial void LogReversed(ILogger logger, long writeOffId);
}
