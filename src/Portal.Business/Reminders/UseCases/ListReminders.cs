using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Reminders.UseCases;

/// <summary>The reminders of an invoice or of a client, the latest first, with what became of each and whether it was charged.</summary>
public sealed class ListReminders(PortalDbContextFactory contexts, ICurrentUser user)
{
    private const int Most = 100;

    /// <param name="InvoiceId">Those that name it; null takes the client's.</param>
    public sealed record Input(long? InvoiceId = null, long? ClientId = null);

    /// <param name="To">Addresses it goes to; null where the user may not read messages.</param>
    /// <param name="Invoices">The numbers of all invoices it names.</param>
    /// <param name="ProformaId">What charges its interest and fee.</param>
    public sealed record Row(
        long Id, int Level, ReminderTone Tone, DateOnly On, DateTime CreatedAt, string By, ReminderState State, long? MessageId, long? LetterId, string Currency,
        IReadOnlyList<string> Invoices, decimal Overdue, decimal Interest, decimal Fee, long? ProformaId, string? ProformaNumber);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var (invoice, client) = (input.InvoiceId, input.ClientId);
        var notices = invoice is not null ? db.ReminderNotices.Where(n => n.Reminders.Any(r => r.InvoiceId == invoice)) : db.ReminderNotices.Where(n => n.ClientId == client);
        var found = await notices.AsNoTracking().OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.Id).Take(Most).Include(n => n.Reminders).ToListAsync(ct);
        var ids = found.SelectMany(n => n.Reminders).Select(r => r.Id).ToList();
        var invoiceIds = found.SelectMany(n => n.Reminders).Select(r => r.InvoiceId).Distinct().ToList();
        var numbers = await db.Invoices.Where(i => invoiceIds.Contains(i.Id)).Select(i => new { i.Id, Number = i.Number ?? "" }).ToDictionaryAsync(i => i.Id, i => i.Number, ct);
        var charges = await (
            from c in db.ReminderCharges
            join p in db.Invoices on c.ProformaId equals p.Id
            where ids.Contains(c.ReminderId)
            select new { c.ReminderId, p.Id, Number = p.Number ?? p.ProformaNumber }).ToListAsync(ct);
        return found.ConvertAll(n =>
        {
            var charge = charges.Find(c => n.Reminders.Exists(r => r.Id == c.ReminderId));
            return new Row(
                n.Id, n.Level, n.Tone, n.On, n.CreatedAt, n.ByName, n.State, n.MessageId, n.LetterId, n.Currency,
                [.. n.Reminders.Select(r => numbers.GetValueOrDefault(r.InvoiceId, "")).Order(StringComparer.Ordinal)],
                n.Reminders.Sum(r => r.Overdue), n.Reminders.Sum(r => r.Interest), n.Reminders.Sum(r => r.Fee), charge?.Id, charge?.Number);
        });
    }
}
