using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Reminders;

/// <summary>Which reminder a person means: one that is due, or the next one of an invoice.</summary>
public sealed record ReminderWish(ReminderKey? Key, long? InvoiceId)
{
    public static ReminderWish Due(ReminderKey key) => new(key, null);

    public static ReminderWish OfInvoice(long invoiceId) => new(null, invoiceId);

    internal Task<Result<ReminderDraft>> LoadAsync(PortalDbContext db, TimeProvider clock, CancellationToken ct) =>
        Key is { } key ? ReminderDraft.LoadAsync(db, key, clock, null, ct)
        : InvoiceId is { } id ? ReminderDraft.LoadForInvoiceAsync(db, id, clock, ct)
        : Task.FromResult<Result<ReminderDraft>>(Refusal.NotFound);
}
