using Portal.Business.Accounting.Currencies;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Accounting;

/// <summary>
/// Books documents. The use case that issues or receives one adds the entry, and with it the queued hand-over, to its own save.
/// </summary>
public static partial class AccountingEntries
{
    /// <summary>
    /// What the accounts of a document need and do not have; to be listed before it is issued. Call it with totals calculated.
    /// </summary>
    public static IReadOnlyList<Refusal> MissingFor(Invoice invoice, LegalEntity entity)
    {
        var missing = new List<Refusal>();
        if (entity.ReceivableAccountId is null)
        {
            missing.Add(Refusal.NotNow("Accounting.NoReceivableAccount", entity.Name));
        }

        if (invoice.RetentionShown != 0 && entity.RetentionAccountId is null)
        {
            missing.Add(Refusal.NotNow("Accounting.NoRetentionAccount", entity.Name));
        }

        if ((invoice.JournalId ?? entity.SalesJournalId) is null)
        {
            missing.Add(Refusal.NotNow("Accounting.NoSalesJournal", entity.Name));
        }

        missing.AddRange(invoice.Taxes
            .Where(t => t is { Amount: not 0, GlAccountId: null })
            .Select(t => Refusal.NotNow("Accounting.TaxWithoutAccount", t.Name.In(System.Globalization.CultureInfo.CurrentUICulture.Name))));
        return missing;
    }

    /// <summary>The same to make due what is held back, or to take that back.</summary>
    public static IReadOnlyList<Refusal> MissingForRelease(LegalEntity entity)
    {
        var missing = MissingForWriteOff(entity).ToList();
        if (entity.RetentionAccountId is null)
        {
            missing.Add(Refusal.NotNow("Accounting.NoRetentionAccount", entity.Name));
        }

        if (entity.SalesJournalId is null)
        {
            missing.Add(Refusal.NotNow("Accounting.NoSalesJournal", entity.Name));
        }

        return missing;
    }

    /// <summary>The same to write off, or to take that back; its journal and account are in the company's rules.</summary>
    public static IReadOnlyList<Refusal> MissingForWriteOff(LegalEntity entity) =>
        entity.ReceivableAccountId is null ? [Refusal.NotNow("Accounting.NoReceivableAccount", entity.Name)] : [];

    /// <summary>
    /// Adds the entry of an invoice or credit note that was just issued, and queues its hand-over. One that comes to nothing on any account has no
    /// entry: it would take a number of the journal that no line shows (FEC: numbers without a gap).
    /// </summary>
    public static void AddForInvoice(PortalDbContext db, Invoice invoice, LegalEntity entity)
    {
        var entry = For(invoice, entity);
        if (entry.Lines.Count == 0)
        {
            invoice.HandOver(AccountingState.NothingToBook);
            return;
        }

        Add(db, entry);
    }

    /// <summary>Receivable, and what is held back of it, against income per account and tax per component; a credit note is the mirror image.</summary>
    public static AccountingEntry For(Invoice invoice, LegalEntity entity)
    {
        if (invoice is not { Number: { } number, IssuedOn: { } issuedOn, IssuedAt: { } issuedAt })
        {
            throw new InvalidOperationException("Only an issued document is booked.");
        }

        var sign = invoice.Kind == InvoiceKind.CreditNote ? -1 : 1;
        var head = new AccountingEntry.Head(
            entity.Id,
            Set(invoice.JournalId ?? entity.SalesJournalId, "sales journal"),
            invoice.Kind == InvoiceKind.CreditNote ? EntrySource.CreditNote : EntrySource.Invoice,
            invoice.Id,
            number,
            invoice.Parties?.BilledTo.Name ?? "",
            issuedOn,
            entity.Currency,
            issuedAt,
            invoice.Currency);
        if (invoice.ExchangeRate != 1)
        {
            return new AccountingEntry(head, Converted(invoice, entity, sign));
        }

        var income = invoice.Lines.Where(l => l.Net != 0).OrderBy(l => l.Position)
            .GroupBy(l => Set(l.GlAccountId, "account of a line"))
            .Select(g => new Booking(g.Key, -sign * g.Sum(l => l.Net)));
        var taxes = invoice.Taxes.Where(t => t.Amount != 0).OrderBy(t => t.Position)
            .GroupBy(t => Set(t.GlAccountId, "account of a tax"))
            .Select(g => new Booking(g.Key, -sign * g.Sum(t => t.Amount)));
        return new AccountingEntry(head, [.. Owed(invoice, entity, sign), .. income, .. taxes]);
    }

    /// <summary>On the client's account what is due, and what is held back on its own.</summary>
    private static IEnumerable<Booking> Owed(Invoice invoice, LegalEntity entity, int sign)
    {
        var (total, retained) = invoice.ExchangeRate == 1 ? (invoice.Total, invoice.Retained) : (invoice.BookTotal, invoice.BookRetained);
        yield return new Booking(Set(entity.ReceivableAccountId, "receivable account"), sign * (total - retained), invoice.BilledToId, sign * (invoice.Total - invoice.Retained));
        if (invoice.Retained != 0)
        {
            yield return new Booking(Set(entity.RetentionAccountId, "retention account"), sign * retained, invoice.BilledToId, sign * invoice.Retained);
        }
    }

    /// <summary>
    /// The same in the currency of the books: receivable and taxes are the amounts that the document shows, each rounded once; a deposit that is
    /// deducted leaves at the rate at which it came; the largest income takes the rest.
    /// </summary>
    private static IEnumerable<Booking> Converted(Invoice invoice, LegalEntity entity, int sign)
    {
        var taxes = invoice.Taxes.Where(t => t.Amount != 0).OrderBy(t => t.Position).GroupBy(t => Set(t.GlAccountId, "account of a tax"))
            .Select(g => new Booking(g.Key, g.Sum(t => Conversion.Convert(t.Amount, invoice.ExchangeRate)), null, g.Sum(t => t.Amount))).ToList();
        var nets = invoice.Lines.Where(l => l.Net != 0).OrderBy(l => l.Position)
            .GroupBy(l => (Account: Set(l.GlAccountId, "account of a line"), Rate: l.DepositRate ?? invoice.ExchangeRate, IsDeposit: l.DepositId is not null))
            .Select(g => (g.Key.IsDeposit, Booking: new Booking(
                g.Key.Account,
                g.All(l => l.DepositBook is not null) ? g.Sum(l => l.DepositBook!.Value) : Conversion.Convert(g.Sum(l => l.Net), g.Key.Rate), null, g.Sum(l => l.Net)))).ToList();
        var rest = invoice.BookTotal - taxes.Sum(t => t.Amount) - nets.Sum(n => n.Booking.Amount);
        if (nets.Count > 0 && rest != 0)
        {
            var takes = nets.OrderBy(n => n.IsDeposit).ThenByDescending(n => Math.Abs(n.Booking.Amount)).First();
            nets[nets.IndexOf(takes)] = (takes.IsDeposit, takes.Booking with { Amount = takes.Booking.Amount + rest });
        }

        return
        [
            .. Owed(invoice, entity, sign),
            .. nets.Select(n => n.Booking).Concat(taxes).Select(b => b with { Amount = -sign * b.Amount, InDocument = -sign * b.InDocument }),
        ];
    }

    private static AccountingEntry Add(PortalDbContext db, AccountingEntry entry)
    {
        db.AccountingEntries.Add(entry);
        db.AccountingTransfers.Add(new AccountingTransfer(entry));
        return entry;
    }

    private static long Set(long? id, string what) => id ?? throw new InvalidOperationException($"Missing: {what}. Ask {nameof(MissingFor)} first.");
}
