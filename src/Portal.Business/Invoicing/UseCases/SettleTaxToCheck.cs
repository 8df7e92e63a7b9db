using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>A person has looked at the taxes of an invoice that was issued by itself: they are right, or it is credited.</summary>
public sealed partial class SettleTaxToCheck(PortalDbContextFactory contexts, ICurrentUser user, ILogger<SettleTaxToCheck> log)
{
    public sealed record Input(long InvoiceId, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesIssue))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(invoice, input.Version);
        invoice.EndTaxDoubt();
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogSettled(log, invoice.Id);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Taxes of invoice {InvoiceId} looked at")]
    private static partial void LogSettled(ILogger logger, long invoiceId);
}
