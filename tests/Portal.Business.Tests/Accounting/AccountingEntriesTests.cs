using FsCheck;
using FsCheck.Fluent;
using Portal.Business.Accounting;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Invoicing;

namespace Portal.Business.Tests.Accounting;

public sealed class AccountingEntriesTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Fact]
    public void Entry_OfAnyInvoiceOrCreditNote_BalancesToTheCentAndMirrors() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(Lines().ToArbitrary(), lines =>
            {
                var (entity, taxes, code) = Books();
                var invoice = Issue(InvoiceKind.Invoice, entity, taxes, code, lines);
                var entry = AccountingEntries.For(invoice, entity);
                var mirror = AccountingEntries.For(Issue(InvoiceKind.CreditNote, entity, taxes, code, lines), entity);
                return entry.Lines.Sum(l => l.Debit) == entry.Lines.Sum(l => l.Credit)
                    && entry.Lines.Where(l => l.GlAccountId == entity.ReceivableAccountId).Sum(l => l.Debit - l.Credit) == invoice.Total
                    && entry.Lines.Select(l => (l.GlAccountId, l.Debit, l.Credit)).SequenceEqual(mirror.Lines.Select(l => (l.GlAccountId, l.Credit, l.Debit)))
                    && entry.Lines.All(l => l is { Debit: 0, Credit: > 0 } or { Debit: > 0, Credit: 0 });
            }));

    [Fact]
    public void Entry_Of140_BooksReceivableIncomeGstAndQst()
    {
        var (entity, taxes, code) = Books();
        var entry = AccountingEntries.For(Issue(InvoiceKind.Invoice, entity, taxes, code, [(140m, 1, 0)]), entity);
        Assert.Equal([(160.97m, 0m), (0m, 140m), (0m, 7m), (0m, 13.97m)], entry.Lines.Select(l => (l.Debit, l.Credit)));
        Assert.Equal(160.97m, entry.Total);
    }

    [Fact]
    public void Entry_WhoseAmountsDoNotBalance_CannotBeMade() =>
        Assert.Throws<InvalidOperationException>(() => new AccountingEntry(
            new AccountingEntry.Head(1, 1, EntrySource.Invoice, 1, "F-1", "", Day, "CAD", Now), [new Booking(1, 10m), new Booking(2, -9.99m)]));

    [Fact]
    public void MissingFor_AnEntityWithoutAccounts_NamesAllAtOnce()
    {
        var (entity, taxes, code) = Books(taxAccount: null);
        (entity.ReceivableAccountId, entity.SalesJournalId, entity.BankAccountId, entity.BankJournalId) = (null, null, null, null);
        var invoice = Issue(InvoiceKind.Invoice, entity, taxes, code, [(140m, 1, 0)]);
        Assert.Equal(
            ["Accounting.NoReceivableAccount", "Accounting.NoSalesJournal", "Accounting.TaxWithoutAccount", "Accounting.TaxWithoutAccount"],
            AccountingEntries.MissingFor(invoice, entity).Select(r => r.Code));
        Assert.Equal(
            ["Accounting.NoReceivableAccount", "Accounting.NoBankAccount", "Accounting.NoBankJournal"],
            AccountingEntries.MissingForPayments(entity).Select(r => r.Code));
    }

    private static Gen<List<(decimal Price, int Quantity, int Account)>> Lines() =>
        from count in Gen.Choose(1, 30)
        from lines in Gen.ListOf(
            from cents in Gen.Choose(-500_000, 5_000_000)
            from quantity in Gen.Choose(1, 40)
            from account in Gen.Choose(0, 3)
            select (cents / 10_000m, quantity, account), count)
        select lines.ToList();

    private static (LegalEntity Entity, TaxTable Taxes, long CodeId) Books(long? taxAccount = 900)
    {
        var entity = new LegalEntity
        {
            Name = "Nord",
            LegalName = "Nord inc.",
            Currency = "CAD",
            TimeZone = "America/Montreal",
            Language = "fr-CA",
            ReceivableAccountId = 500,
            SalesJournalId = 1,
            BankAccountId = 600,
            BankJournalId = 2,
        };
        var code = new TaxCode { LegalEntityId = entity.Id, Code = "TPS-TVQ", Name = LocalText.Same("TPS+TVQ") };
        foreach (var (name, percent, order) in new[] { ("TPS", 5m, 1), ("TVQ", 9.975m, 2) })
        {
            var component = new TaxComponent
            {
                LegalEntityId = entity.Id,
                Name = LocalText.Same(name),
                Order = order,
                GlAccountId = taxAccount is { } account ? account + order : null,
            };
            component.Rates.Add(new TaxRate { From = new DateOnly(2013, 1, 1), Percent = percent });
            code.Components.Add(component);
        }

        return (entity, new TaxTable([code]), code.Id);
    }

    private static Invoice Issue(InvoiceKind kind, LegalEntity entity, TaxTable taxes, long code, List<(decimal Price, int Quantity, int Account)> lines)
    {
        var client = new Client(entity.Id, "Client", new Contact { Name = "C" });
        var invoice = new Invoice(kind, entity.Id, client.Id, client.Id, "fr-CA", "CAD", Now);
        foreach (var (price, quantity, account) in lines)
        {
            var line = new InvoiceLine { InvoiceId = invoice.Id };
            line.Set(new InvoiceLine.Values("Travail", quantity, "", price, 0, code, 700 + account));
            invoice.AddLine(line);
        }

        invoice.Calculate(taxes, Day);
        invoice.Issue("F-000001", Day, Now, InvoiceParties.Of(entity, client, client), taxes, null);
        return invoice;
    }
}
