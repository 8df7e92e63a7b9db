using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Holds back again what was released and is not paid.</summary>
public sealed partial class TakeBackRelease(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<TakeBackRelease> log)
{
    /// <param name="Until">The day on which it falls due now; null leaves it to a person.</param>
    public sealed record Input(long ReleaseId, int Version, DateOnly? Until, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesRelease))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoiceId = await db.RetentionReleases.Where(r => r.Id == input.ReleaseId).Select(r => (long?)r.InvoiceId).SingleOrDefaultAsync(ct);
        var invoice = await db.Invoices.Include(i => i.Releases).Include(i => i.Instalments).AsSplitQuery().SingleOrDefaultAsync(i => i.Id == invoiceId, ct);
        if (invoice?.Releases.Find(r => r.Id == input.ReleaseId) is not { } release)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(release, input.Version);
        var taken = await RetentionReleasing.TakeBackAsync(db, invoice, release, input.Until, input.Reason, user, clock, ct);
        var saved = taken.Succeeded ? await db.TrySaveAsync(ct) : taken;
        if (saved.Succeeded)
        {
            LogHeldAgain(log, release.Id, invoice.Id);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Release {ReleaseId} of invoice {InvoiceId} taken back")]
    private static partial void LogHeldAgain(ILogger logger, long releaseId, long invoiceId);
}
