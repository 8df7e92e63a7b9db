using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Makes all or part of what a client holds back of an invoice due, before its day comes.</summary>
public sealed partial class ReleaseRetention(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<ReleaseRetention> log)
{
    /// <param name="Version">Of the invoice as the person saw it.</param>
    /// <param name="Amount">Null: all of it.</param>
    public sealed record Input(long InvoiceId, int Version, decimal? Amount, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesRelease))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.Include(i => i.Releases).SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(invoice, input.Version);
        var released = await RetentionReleasing.ReleaseAsync(db, invoice, input.Amount, input.Reason, user, clock, ct);
        var saved = released.Succeeded ? await db.TrySaveAsync(ct) : released;
        if (saved.Succeeded)
        {
            LogReleased(log, invoice.Id);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Retention of invoice {InvoiceId} released")]
    private static partial void LogReleased(ILogger logger, long invoiceId);
}
