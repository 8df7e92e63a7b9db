using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Batches;

/// <summary>What an attempt before has left behind, and what an invoice is called.</summary>
public sealed class BatchFacts(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>Null for a proforma.</summary>
    public async Task<string?> NumberAsync(long invoiceId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Invoices.Where(i => i.Id == invoiceId).Select(i => i.Number).SingleOrDefaultAsync(ct);
    }

    public async Task<string> DisplayNumberAsync(long invoiceId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Invoices.Where(i => i.Id == invoiceId).Select(i => i.Number ?? i.ProformaNumber).SingleOrDefaultAsync(ct) ?? "";
    }

    /// <param name="sending">Names the sending, as <see cref="InvoiceMail.QueueAsync"/> has it.</param>
    internal async Task<bool> IsQueuedAsync(long invoiceId, string sending, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        string[] keys = [InvoiceMail.KeyOf(invoiceId, isProforma: false, sending), InvoiceMail.KeyOf(invoiceId, isProforma: true, sending)];
        return await db.OutgoingMessages.AnyAsync(m => keys.Contains(m.DedupeKey), ct);
    }
}
