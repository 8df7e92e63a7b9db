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

/// <summary>Whatever is paid, credited, released, held again and taken back at whatever rates: entries balance, and both accounts end at zero in both currencies.</summary>
public sealed class ForeignRetentionPropertyTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Day = new(2026, 3, 2);

    private static readonly LegalEntity Entity = new()
    {
        Name = "Nord",
        LegalName = "Nord",
        Currency = "CAD",
        TimeZone = "Europe/Paris",
        Language = "fr-FR",
        ReceivableAccountId = 500,
        RetentionAccountId = 501,
        BankAccountId = 510,
        ExchangeGainAccountId = 766,
        ExchangeLossAccountId = 666,
        SalesJournalId = 1,
        BankJournalId = 2,
    };

    [Fact]
    public void Books_OfAForeignInvoiceWithARetention_BalanceAndComeToZeroInBothCurrencies() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(600),
        Prop.ForAll(Cases().ToArbitrary(), drawn =>
        {
            var life = new Life(drawn.Cents / 100m, drawn.Percent, drawn.Rate);
            foreach (var (kind, cents, rate) in drawn.Steps)
            {
                life.Do(kind, cents / 100m, rate);
                Assert.True(life.Invoice.Held != 0 || life.Invoice.BookHeld == 0);
                Assert.Equal(life.Invoice.BookHeld, life.On(501).InBooks);
                Assert.Equal(life.Invoice.BookBalance - life.Credit.InBooks, life.On(500).InBooks + life.On(501).InBooks);
                life.IsNear(life.Invoice.Held, life.On(501).InDocument);
                life.IsNear(life.Invoice.Balance - life.Credit.InDocument, life.On(500).InDocument + life.On(501).InDocument);
            }

            life.Do(2, life.Invoice.Held, 1);
            life.Do(0, life.Invoice.Payable, drawn.Rate + 0.0137m);
            Assert.Equal((0m, 0m, 0m, 0m), (life.Invoice.Balance, life.Invoice.BookBalance, life.Invoice.Held, life.Invoice.BookHeld));
            Assert.Equal((0m, -life.Credit.InBooks), (life.On(501).InBooks, life.On(500).InBooks));
            life.IsNear(0, life.On(501).InDocument);
            life.IsNear(-life.Credit.InDocument, life.On(500).InDocument);
            Assert.All(life.Entries, e => Assert.Equal(e.Lines.Sum(l => l.Debit), e.Lines.Sum(l => l.Credit)));
        }));

    private static Gen<(int Cents, decimal Percent, decimal Rate, List<(int Kind, int Cents, decimal Rate)> Steps)> Cases() =>
        from cents in Gen.Choose(10, 200_000)
        from percent in Gen.Choose(0, 500)
        from rate in Gen.Choose(2_000, 30_000)
        from steps in (
            from kind in Gen.Choose(0, 4)
            from amount in Gen.Choose(1, 100_000)
            from small in Gen.Choose(0, 1)
            from change in Gen.Choose(-900, 900)
            select (kind, small == 0 ? amount : amount % 5_000, (rate + change) / 10_000m)).ListOf(10)
        select (cents, percent / 10m, rate / 10_000m, steps.ToList());

    /// <summary>An invoice in euros of a company with books in dollars, and everything that is booked for it.</summary>
    private sealed class Life
    {
        private readonly List<Payment> payments = [];

        public Life(decimal price, decimal percent, decimal rate)
        {
            Invoice = new Invoice(InvoiceKind.Invoice, Entity.Id, 2, 2, "fr-FR", "EUR", Now);
            Assert.True(Invoice.Edit(new Invoice.Head(2, "", "", null, null, null, null, null, false, RetentionPercent: percent)).Succeeded);
            Fill(Invoice, price);
            var client = new Client(Entity.Id, "Client", new Contact { Name = "C" });
            Invoice.Issue("F-1", Day, Now, InvoiceParties.Of(Entity, client, client), new TaxTable([]), null, new Conversion("CAD", rate, Day));
            Entries.Add(AccountingEntries.For(Invoice, Entity));
            Invoice.HandOver(AccountingState.HandedOver);
        }

        public Invoice Invoice { get; }

        public List<AccountingEntry> Entries { get; } = [];

        public (decimal InDocument, decimal InBooks) Credit => (payments.Sum(p => p.Unallocated), payments.Sum(p => p.BookUnallocated));

        public (decimal InDocument, decimal InBooks) On(long account) => (
            Entries.SelectMany(e => e.Lines).Where(l => l.GlAccountId == account).Sum(l => l.InDocument ?? 0),
            Entries.SelectMany(e => e.Lines).Where(l => l.GlAccountId == account).Sum(l => l.Debit - l.Credit));

        /// <summary>
        /// What the documents say is what the lines add up to, but for what comes to nothing in the books: a cent at 0.43 has no line. It
        /// is less than a cent of the books for each such entry.
        /// </summary>
        public void IsNear(decimal said, decimal booked) => Assert.InRange(Math.Abs(said - booked) * Invoice.ExchangeRate, 0, 0.01m * Entries.Count(e => e.Lines.Count < 3));

        public void Do(int kind, decimal amount, decimal rate)
        {
            switch (kind)
            {
                case 0 when amount > 0 && amount <= Invoice.Payable:
                    Pay(amount, rate);
                    break;
                case 1 when amount > 0 && amount <= Invoice.Creditable:
                    CreditPart(amount);
                    break;
                case 2 when Invoice.Release(Entity, amount, "Réception", Invoice.Releases.Count, Day, Now).TryGet(out var release):
                    Entries.Add(AccountingEntries.ForRelease(release, Entity, ""));
                    break;
                case 3 when Invoice.Releases.Find(r => r.ReversedOn is null) is { } taken && Invoice.TakeBack(taken, "Réserves", null, Day, Day, Now).Succeeded:
                    Entries.Add(AccountingEntries.ForRelease(taken, Entity, ""));
                    break;
                case 4 when payments.FindLast(p => p.State == PaymentState.Recorded) is { } last:
                    TakeBack(last);
                    break;
            }
        }

        private void Pay(decimal amount, decimal rate)
        {
            var payment = new Payment(new NewPayment(Entity.Id, 2, PaymentMethod.Transfer, amount, "EUR", Day, "", "", [], $"p{Ids.New()}", Conversion: new Conversion("CAD", rate, Day)), "P", Now);
            var owed = Invoice.BookOf(amount);
            Assert.True(Invoice.Pay(amount).Succeeded);
            Assert.True(payment.Allocate(Invoice.Id, amount, Now, owed).Succeeded);
            payments.Add(payment);
            Entries.Add(AccountingEntries.ForPayment(payment, Entity, "", EntrySource.Payment, Day, Now));
            Differences(payment, payment.Allocations);
        }

        private void CreditPart(decimal amount)
        {
            var note = Fill(Invoice.StartCredit(Now), amount);
            note.Calculate(new TaxTable([]), Day);
            Assert.True(Invoice.Credit(amount, note).Succeeded);
            foreach (var payment in payments.AsEnumerable().Reverse().Where(p => p.State == PaymentState.Recorded))
            {
                foreach (var allocation in payment.Allocations.Where(a => !a.IsUndone).ToList().TakeWhile(_ => Invoice.Balance < 0))
                {
                    payment.Release(allocation, Math.Min(-Invoice.Balance, allocation.Amount), Invoice, Now);
                    Differences(payment, payment.Allocations.Where(a => a == allocation || (!a.IsUndone && a.Id > allocation.Id)));
                }
            }

            Invoice.EndCredit(note);
            note.Issue("A-1", Day, Now, Invoice.Parties!, new TaxTable([]), null);
            Entries.Add(AccountingEntries.For(note, Entity));
        }

        private void TakeBack(Payment payment)
        {
            Assert.True(payment.Reverse("Retour", Day, Now).TryGet(out var undone));
            foreach (var allocation in undone)
            {
                Invoice.Unpay(allocation.Amount, allocation.BookOwed);
            }

            Differences(payment, undone);
            Entries.Add(AccountingEntries.ForPayment(payment, Entity, "", EntrySource.PaymentReversal, Day, Now));
        }

        private void Differences(Payment payment, IEnumerable<PaymentAllocation> allocations) =>
            Entries.AddRange(allocations.Where(a => a.Difference != 0).Select(a => AccountingEntries.ForAllocation(payment, a, Entity, "", Day, Now)).ToList());

        private static Invoice Fill(Invoice invoice, decimal price)
        {
            var line = new InvoiceLine { Source = InvoiceLineSource.Text };
            Assert.True(line.Set(new InvoiceLine.Values("Travail", 1, "", price, 0, null, 700)).Succeeded);
            invoice.AddLine(line);
            return invoice;
        }
    }
}
