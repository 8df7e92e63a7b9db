using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;

namespace Portal.Business.Reminders.UseCases;

/// <summary>
/// Turns the interest and fee that a reminder claimed into a proforma, which a person then issues and sends like any other. Once per reminder;
/// what an earlier reminder of the same invoice charged is not charged again.
/// </summary>
public sealed class ChargeReminder(PortalDbContextFactory contexts, CompanyBooks books, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long NoticeId);

    /// <summary>The proforma's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.RemindersSend) || !user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var notice = await db.ReminderNotices.Include(n => n.Reminders).SingleOrDefaultAsync(n => n.Id == input.NoticeId, ct);
        if (notice is null)
        {
            return Refusal.NotFound;
        }

        var ids = notice.Reminders.ConvertAll(r => r.InvoiceId);
        var earlier = await db.ReminderCharges.AsNoTracking().Where(c => ids.Contains(c.InvoiceId)).ToListAsync(ct);
        if (earlier.Exists(c => notice.Reminders.Exists(r => r.Id == c.ReminderId)))
        {
            return Refusal.Conflict("Reminders.ChargedAlready");
        }

        var plan = await db.ReminderPlans.AsNoTracking().SingleOrDefaultAsync(p => p.LegalEntityId == notice.LegalEntityId, ct);
        if (plan is not { InterestAccountId: not null, FeeAccountId: not null, ChargeTaxCodeId: not null })
        {
            return Refusal.NotNow("Reminders.NoChargeAccounts");
        }

        var late = await db.Invoices.AsNoTracking().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var proforma = await NewAsync(db, notice, late, now, ct);
        var charges = notice.Reminders.Select(r => Charge(proforma, r, plan, notice, late[r.InvoiceId].Number!, [.. earlier.Where(c => c.InvoiceId == r.InvoiceId)])).OfType<ReminderCharge>().ToList();
        if (charges.Count == 0)
        {
            return Refusal.NotNow("Reminders.NothingToCharge");
        }

        return await SaveAsync(db, notice, proforma, charges, now, ct);
    }

    private static async Task<Invoice> NewAsync(PortalDbContext db, ReminderNotice notice, Dictionary<long, Invoice> late, DateTime now, CancellationToken ct)
    {
        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == notice.ClientId, ct);
        var invoice = new Invoice(InvoiceKind.Invoice, notice.LegalEntityId, client.Id, client.Id, client.Language, notice.Currency, now);
        if (late.Values.OrderBy(i => i.Id).FirstOrDefault(i => i.JobId is not null && i.ClientId == client.Id)?.JobId is { } jobId)
        {
            invoice.BelongTo(jobId);
        }

        var title = TextsIn.Get<RemindersText>(client.Language, "ChargeTitle", string.Join(", ", late.Values.Select(i => i.Number).Order(StringComparer.Ordinal)));
        invoice.Edit(new Invoice.Head(client.Id, Folding.Cut(title, Lengths.Name), "", null, client.PaymentTermsId, null, null, null, SendWhenIssued: false));
        return invoice;
    }

    /// <summary>Adds the lines of one invoice; null where earlier charges have taken all.</summary>
    private static ReminderCharge? Charge(Invoice proforma, Reminder reminder, ReminderPlan plan, ReminderNotice notice, string number, IReadOnlyList<ReminderCharge> earlier)
    {
        if (reminder.Interest <= 0 && reminder.Fee <= 0)
        {
            return null;
        }

        // The claim of a reminder leaves out what was charged before it; what was charged since is taken off here.
        var since = earlier.Where(c => c.Id > reminder.Id).ToList();
        var (interest, fee) = (Math.Max(0, reminder.Interest - since.Sum(c => c.Interest)), Math.Max(0, reminder.Fee - since.Sum(c => c.Fee)));
        void Add(string key, decimal amount, long? account)
        {
            if (amount > 0)
            {
                var line = new InvoiceLine { Source = InvoiceLineSource.GlAccount };
                var description = TextsIn.Get<RemindersText>(proforma.Language, key, number, Formats.For(proforma.Language).LongDate(notice.On));
                line.Set(new InvoiceLine.Values(description, 1, "", amount, 0, plan.ChargeTaxCodeId, account));
                proforma.AddLine(line);
            }
        }

        Add("ChargeInterest", interest, plan.InterestAccountId);
        Add("ChargeFee", fee, plan.FeeAccountId);
        return interest + fee > 0 ? new ReminderCharge(reminder, earlier.Select(c => c.Turn).DefaultIfEmpty().Max() + 1, proforma.Id, interest, fee) : null;
    }

    private async Task<Result<long>> SaveAsync(
        PortalDbContext db, ReminderNotice notice, Invoice proforma, List<ReminderCharge> charges, DateTime now, CancellationToken ct)
    {
        var book = await books.GetAsync(db, notice.LegalEntityId, ct);
        var today = book.Entity.DayOf(now);
        await using var transaction = await db.BeginWriteAsync(ct);
        if (!(await db.TakeNumberAsync(notice.LegalEntityId, NumberedDocument.Proforma, today, ct)).TryGet(out var number, out var noNumber))
        {
            return noNumber;
        }

        proforma.GiveProformaNumber(number);
        proforma.Calculate(book.Taxes, today);
        proforma.IndexForSearch(await db.Clients.Where(c => c.Id == notice.ClientId).Select(c => c.Name).SingleAsync(ct));
        db.Invoices.Add(proforma);
        db.ReminderCharges.AddRange(charges);
        db.TimelineEntries.Add(new TimelineEntry(
            notice.ClientId, proforma.JobId, now, user, "Reminders.Charged", nameof(Invoice), proforma.Id, number, (proforma.Total, proforma.Currency), notice.Level.ToString(CultureInfo.InvariantCulture)));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Refusal is { } lost)
        {
            return lost.Kind == RefusalKind.Conflict ? Refusal.Conflict("Reminders.ChargedAlready") : lost;
        }

        await transaction.CommitAsync(ct);
        return proforma.Id;
    }
}
