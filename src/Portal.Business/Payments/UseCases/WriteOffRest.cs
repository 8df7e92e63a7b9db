using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>Gives up the little that an invoice still owes, or keeps the little that a payment brought too much.</summary>
public sealed partial class WriteOffRest(PortalDbContextFactory contexts, ICurrentUser user, WriteOffs writeOffs, ILogger<WriteOffRest> log)
{
    /// <param name="InvoiceId">Its balance; null: what is left of <paramref name="PaymentId"/>.</param>
    /// <param name="Version">Of the invoice or payment as the person saw it.</param>
    public sealed record Input(long? InvoiceId, long? PaymentId, int Version, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsWriteOff))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        Result done;
        if (input.InvoiceId is { } invoiceId)
        {
            if (await db.Invoices.SingleOrDefaultAsync(i => i.Id == invoiceId, ct) is not { } invoice)
            {
                return Refusal.NotFound;
            }

            db.ExpectVersion(invoice, input.Version);
            done = await writeOffs.OfInvoiceAsync(db, invoice, null, input.Reason, user, ct);
        }
        else
        {
            if (await db.Payments.SingleOrDefaultAsync(p => p.Id == input.PaymentId, ct) is not { } payment)
            {
                return Refusal.NotFound;
            }

            db.ExpectVersion(payment, input.Version);
            done = await writeOffs.OfPaymentAsync(db, payment, input.Reason, user, ct);
        }

        done = done.Succeeded ? await db.TrySaveAsync(ct) : done;
        if (done.Succeeded)
        {
            LogWrittenOff(log, input.InvoiceId ?? input.PaymentId!.Value);
        }

        return done;
    }

    [LoggerMessage(LogLevel.Information, "Rest of {Id} written off")]
    private static partial void LogWrittenOff(ILogger logger, long id);
}
