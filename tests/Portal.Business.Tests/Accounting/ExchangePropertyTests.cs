using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Invoicing;
using Portal.Business.Payments;

namespace Portal.Business.Tests.Accounting;

/// <summary>Whatever is invoiced, paid, given back and credited at whatever rates: entries balance, and nothing owed is nothing in the books.</summary>
public sealed class ExchangePropertyTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void Books_OfAForeignInvoiceSettledInAnyWay_BalanceAndComeToZeroInBothCurrencies() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400),
            Prop.ForAll(Lives().ToArbitrary(), life =>
            {
                var (entity, taxes, code) = Books();
                var entries = new List<AccountingEntry>();
                var invoice = Issue(entity, taxes, code, life.Lines, life.Rate);
                entries.Add(AccountingEntries.For(invoice, entity));
                var payments = Pay(invoice, entity, life.Parts, entries);
                if (life.Undone is { } back && back < payments.Count)
                {
                    TakeBack(invoice, payments[back], entity, entries);
                    payments = [.. payments, .. Pay(invoice, entity, [(1m, life.Rate + 0.0137m)], entries)];
                }

                return entries.TrueForAll(e => e.Lines.Sum(l => l.Debit) == e.Lines.Sum(l => l.Credit))
                    && invoice.Balance == 0 && invoice.BookBalance == 0
                    && Receivable(entries, entity) == 0 && ReceivableInDocument(entries, entity) == 0
                    && payments.TrueForAll(p => p.State == PaymentState.Reversed || (p.Unallocated == 0 && p.BookUnallocated == 0));
            }));

    [Fact]
    public void Books_OfAForeignInvoicePaidThenCredited_ComeToZeroWhenTheCreditIsGivenBack() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(Lives().ToArbitrary(), life =>
            {
                var (entity, taxes, code) = Books();
                var entries = new List<AccountingEntry>();
                var invoice = Issue(entity, taxes, code, life.Lines, life.Rate);
                entries.Add(AccountingEntries.For(invoice, entity));
                var payments = Pay(invoice, entity, [(0.4m, life.Rate + 0.01m), (0.8m, life.Rate - 0.01m)], entries);
                invoice.HandOver(AccountingState.HandedOver);
                var note = Note(invoice, taxes, code, life.Lines);
                Assert.True(invoice.Credit(note.Total, note).Succeeded);
                foreach (var payment in payments)
                {
                    foreach (var allocation in payment.Allocations.Where(a => !a.IsUndone && invoice.Balance < 0).ToList())
                    {
                        payment.Release(allocation, Math.Min(-invoice.Balance, allocation.Amount), invoice, Now);
                        entries.AddRange(payment.Allocations.Where(a => a.Difference != 0 && (a == allocation || (!a.IsUndone && a.Id > allocation.Id)))
                            .Select(a => AccountingEntries.ForAllocation(payment, a, entity, "", Day, Now)));
                    }
                }

                invoice.EndCredit(note);
                note.Issue("A-1", Day, Now, invoice.Parties!, taxes, null);
                entries.Add(AccountingEntries.For(note, entity));
                var credit = payments.Sum(p => p.BookUnallocated);
                return entries.TrueForAll(e => e.Lines.Sum(l => l.Debit) == e.Lines.Sum(l => l.Credit))
                    && (invoice.Balance != 0 || invoice.BookBalance == 0)
                    && Receivable(entries, entity) == invoice.BookBalance - credit
                    && ReceivableInDocument(entries, entity) == invoice.Balance - payments.Sum(p => p.Unallocated);
            }));

    [Fact]
    public void Share_OfWhatIsOpen_AddsUpWhateverTheOrder() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(Gen.ListOf(Gen.Choose(1, 100_000), 7).ToArbitrary(), Gen.Choose(1, 5_000_000).ToArbitrary(), (parts, book) =>
            {
                var (open, left) = (parts.Sum() / 100m, book / 100m);
                foreach (var part in parts.Select(p => p / 100m))
                {
                    var share = Conversion.Share(left, part, open);
                    (open, left) = (open - part, left - share);
                }

                return open == 0 && left == 0;
            }));

    private sealed record Life(List<(decimal Price, int Account)> Lines, decimal Rate, List<(decimal Part, decimal Rate)> Parts, int? Undone);

    private static Gen<Life> Lives() =>
        from count in Gen.Choose(1, 8)
        from lines in Gen.ListOf(from cents in Gen.Choose(1, 900_000) from account in Gen.Choose(0, 3) select (cents / 100m, account), count)
        from rate in Gen.Choose(2_000, 30_000)
        from parts in Gen.ListOf(from part in Gen.Choose(1, 99) from change in Gen.Choose(-900, 900) select (part / 100m, (rate + change) / 10_000m), 4)
        from undone in Gen.Choose(-2, 4)
        select new Life(lines.ToList(), rate / 10_000m, [.. parts, (1m, (rate + 77) / 10_000m)], undone < 0 ? null : undone);

    private static List<Payment> Pay(Invoice invoice, LegalEntity entity, IEnumerable<(decimal Part, decimal Rate)> parts, List<AccountingEntry> entries)
    {
        var payments = new List<Payment>();
        foreach (var (part, rate) in parts)
        {
            var amount = Math.Max(0.01m, Money.Round(invoice.Balance * part));
            if (invoice.Balance == 0)
            {
                break;
            }

            var payment = new Payment(
                new NewPayment(1, 2, PaymentMethod.Transfer, amount, "USD", Day, "", "", [], $"p{Ids.New()}", Conversion: new Conversion("EUR", rate, Day)), "P", Now);
            var owed = invoice.BookOf(amount);
            Assert.True(invoice.Pay(amount).Succeeded);
            Assert.True(payment.Allocate(invoice.Id, amount, Now, owed).Succeeded);
            payments.Add(payment);
            entries.Add(AccountingEntries.ForPayment(payment, entity, "", EntrySource.Payment, Day, Now));
            entries.AddRange(payment.Allocations.Where(a => a.Difference != 0).Select(a => AccountingEntries.ForAllocation(payment, a, entity, "", Day, Now)));
        }

        return payments;
    }

    private static void TakeBack(Invoice invoice, Payment payment, LegalEntity entity, List<AccountingEntry> entries)
    {
        Assert.True(payment.Reverse("Retour", Day, Now, fee: 3.33m).TryGet(out var undone));
        foreach (var allocation in undone)
        {
            invoice.Unpay(allocation.Amount, allocation.BookOwed);
            if (allocation.Difference != 0)
            {
                entries.Add(AccountingEntries.ForAllocation(payment, allocation, entity, "", Day, Now));
            }
        }

        entries.Add(AccountingEntries.ForPayment(payment, entity, "", EntrySource.PaymentReversal, Day, Now));
    }

    private static decimal Receivable(List<AccountingEntry> entries, LegalEntity entity) =>
        entries.SelectMany(e => e.Lines).Where(l => l.GlAccountId == entity.ReceivableAccountId).Sum(l => l.Debit - l.Credit);

    private static decimal ReceivableInDocument(List<AccountingEntry> entries, LegalEntity entity) =>
        entries.SelectMany(e => e.Lines).Where(l => l.GlAccountId == entity.ReceivableAccountId).Sum(l => l.InDocument ?? 0);

    private static Invoice Issue(LegalEntity entity, TaxTable taxes, long code, List<(decimal Price, int Account)> lines, decimal rate)
    {
        var invoice = Fill(new Invoice(InvoiceKind.Invoice, 1, 2, 2, "fr-FR", "USD", Now), code, lines);
        invoice.Issue("F-1", Day, Now, InvoiceParties.Of(entity, Buyer(), Buyer()), taxes, null, new Conversion("EUR", rate, Day));
        return invoice;
    }

    private static Invoice Note(Invoice original, TaxTable taxes, long code, List<(decimal Price, int Account)> lines)
    {
        var note = Fill(original.StartCredit(Now), code, [.. lines.Take(Math.Max(1, lines.Count - 1))]);
        note.Calculate(taxes, Day);
        return note;
    }

    private static Invoice Fill(Invoice invoice, long code, List<(decimal Price, int Account)> lines)
    {
        foreach (var (price, account) in lines)
        {
            var line = new InvoiceLine { Source = InvoiceLineSource.Text };
            Assert.True(line.Set(new InvoiceLine.Values("Travail", 1, "", price, 0, code, 700 + account)).Succeeded);
            invoice.AddLine(line);
        }

        return invoice;
    }

    private static Client Buyer() => new(1, "Buyer", new Contact { Name = "Ann" }) { Language = "fr-FR", Currency = "USD" };

    private static (LegalEntity Entity, TaxTable Taxes, long CodeId) Books()
    {
        var entity = new LegalEntity
        {
            Name = "Sud",
            LegalName = "Sud SAS",
            Currency = "EUR",
            TimeZone = "Europe/Paris",
            Language = "fr-FR",
            ReceivableAccountId = 500,
            BankAccountId = 510,
            BankFeeAccountId = 627,
            ExchangeGainAccountId = 766,
            ExchangeLossAccountId = 666,
            SalesJournalId = 1,
            BankJournalId = 2,
        };
        var component = new TaxComponent { LegalEntityId = 1, Name = new LocalText("TVA", "VAT"), GlAccountId = 445 };
        component.Rates.Add(new TaxRate { TaxComponentId = component.Id, From = new DateOnly(2020, 1, 1), Percent = 20 });
        var code = new TaxCode { LegalEntityId = 1, Code = "TVA20", Name = new LocalText("TVA", "VAT") };
        code.Components.Add(component);
        return (entity, new TaxTable([code]), code.Id);
    }
}
