using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies.UseCases;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;
using static Portal.Business.Tests.Accounting.DollarScene;

namespace Portal.Business.Tests.Accounting;

/// <summary>A company with books in euros and a client who is invoiced in US dollars.</summary>
public sealed class ForeignCurrencyTests
{
    [Theory, EachDatabase]
    public async Task Invoice_WithoutARate_IsNotIssuedAndSaysWhy(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100m));

        Assert.Equal(["Accounting.NoExchangeRate"], (await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default)).Refusals.Select(r => r.Code));
        Assert.Contains("Accounting.NoExchangeRate", Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(id), default)).Missing.Select(r => r.Code));

        // A rate of the month before will do, an older one will not.
        await RateAsync(boreal, Today.AddDays(-40), 0.9m);
        Assert.Equal("Accounting.NoExchangeRate", (await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default)).Refusal?.Code);
        await RateAsync(boreal, Today.AddDays(-20), 0.91m);
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        var issued = await boreal.FindAsync(id);
        Assert.Equal(("EUR", 0.91m, Today.AddDays(-20), 120m, 109.2m), (issued.BookCurrency, issued.ExchangeRate, issued.ExchangeRateOn!.Value, issued.Total, issued.BookTotal));
    }

    [Theory, EachDatabase]
    public async Task Invoice_PaidAtAnotherRate_BooksTheDifferenceAndComesToZeroInBothCurrencies(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        await RateAsync(boreal, Today, 0.9213m);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 3, 33.33m));
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(10));
        await RateAsync(boreal, Today.AddDays(10), 0.95m);
        var first = await PayAsync(boreal, 50m, invoice);
        await RateAsync(boreal, Today.AddDays(10), 0.90m);
        var second = await PayAsync(boreal, invoice.Total - 50m, invoice);

        var paid = await boreal.FindAsync(invoice.Id);
        Assert.Equal((119.99m, 110.55m, 0m, 0m), (paid.Total, paid.BookTotal, paid.Balance, paid.BookBalance));
        Assert.Equal((0m, 0m), await ReceivableAsync(boreal));
        Assert.Equal([("666000", 1.49m), ("766000", -1.43m)], await DifferencesAsync(boreal));
        await using (var db = boreal.Portal.Open())
        {
            Assert.All(await db.AccountingEntries.ToListAsync(), e => Assert.Equal(("EUR", "USD"), (e.Currency, e.DocumentCurrency)));
        }

        await CheckedAsync(boreal);
        var payment = await PaymentAsync(boreal, second);
        Boreal.Require(await boreal.Portal.Get<ReversePayment>().RunAsync(new(second, "Rejet", payment.Version), default));
        var open = await boreal.FindAsync(invoice.Id);
        Assert.Equal((69.99m, 64.48m), (open.Balance, open.BookBalance));
        Assert.Equal((69.99m, 64.48m), await ReceivableAsync(boreal));
        Assert.Equal([("766000", -1.43m)], await DifferencesAsync(boreal));
        Assert.Equal(47.5m, (await PaymentAsync(boreal, first)).BookAmount);
        await CheckedAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Payment_WithWhatTheBankCredited_IsWorthJustThat_WithoutARateOfItsDay(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        await RateAsync(boreal, Today, 0.9m);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100m));
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(60));
        RecordPayment.Input Wish(decimal amount, decimal? credited, string currency = "USD") => new(
            Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Transfer, amount, currency, Today.AddDays(60), "", "",
            currency == "USD" ? [new Share(invoice.Id, amount)] : [], false, BankCredited: credited);
        Task<Result<RecordPayment.Recorded>> PayAsync(RecordPayment.Input wish) => boreal.Portal.Get<RecordPayment>().RunAsync(wish, default);

        Assert.Equal("Accounting.NoExchangeRate", (await PayAsync(Wish(70m, null))).Refusal?.Code);
        Assert.Equal(("Payments.AmountOutOfRange", "BankCredited"), ((await PayAsync(Wish(70m, 0))).Refusal!.Code, (await PayAsync(Wish(70m, 0))).Refusal!.Field));
        Assert.Equal("Payments.TooManyDecimals", (await PayAsync(Wish(70m, 1.005m))).Refusal?.Code);
        Assert.Equal("Accounting.RateRange", (await PayAsync(Wish(0.01m, 900_000_000m))).Refusal?.Code);
        Assert.Equal("Payments.CreditedInItsOwnCurrency", (await PayAsync(Wish(70m, 70m, "EUR"))).Refusal?.Code);
        var first = await PaymentAsync(boreal, Boreal.Value(await PayAsync(Wish(70m, 65.21m))).PaymentId);
        await PaymentAsync(boreal, Boreal.Value(await PayAsync(Wish(50m, 41.11m))).PaymentId);

        Assert.Equal((65.21m, 0.93157143m, Today.AddDays(60)), (first.BookAmount, first.ExchangeRate, first.ExchangeRateOn!.Value));
        var shown = Boreal.Value(await boreal.Portal.Get<ShowPayment>().RunAsync(first.Id, default));
        Assert.Equal((65.21m, boreal.Entity.Currency), (shown.BookAmount!.Value, shown.BookCurrency));
        var paid = await boreal.FindAsync(invoice.Id);
        Assert.Equal((0m, 0m), (paid.Balance, paid.BookBalance));
        Assert.Equal((0m, 0m), await ReceivableAsync(boreal));
        Assert.Equal([("666000", 3.89m), ("766000", -2.21m)], await DifferencesAsync(boreal));
        await using (var db = boreal.Portal.Open())
        {
            var entries = await db.AccountingEntries.Include(e => e.Lines).ToListAsync();
            Assert.All(entries, e => Assert.Equal(0m, e.Lines.Sum(l => l.Debit - l.Credit)));
            var bank = entries.SelectMany(e => e.Lines).Where(l => l.GlAccountId == boreal.Entity.BankAccountId).Sum(l => l.Debit - l.Credit);
            Assert.Equal(65.21m + 41.11m, bank);
        }

        await CheckedAsync(boreal);
        Boreal.Require(await boreal.Portal.Get<ReversePayment>().RunAsync(new(first.Id, "Rejet", first.Version), default));
        Assert.Equal((70m, 63m), await ReceivableAsync(boreal));
        await CheckedAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task OpenInvoices_OfAClientInTwoCurrencies_AreAnAccountEach(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        await RateAsync(boreal, Today, 0.9m);
        var dollars = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100m));
        await using (var db = boreal.Portal.Open())
        {
            (await db.Clients.SingleAsync(c => c.Id == boreal.Client.Id)).Currency = "EUR";
            await db.SaveChangesAsync();
        }

        var open = Boreal.Value(await boreal.Portal.Get<ListOpenInvoicesOfPayer>().RunAsync(new(boreal.Client.Id), default));

        Assert.Equal([("EUR", "EUR"), ("USD", "EUR")], open.Accounts.Select(a => (a.Currency, a.BookCurrency)));
        Assert.Equal((dollars.Id, "USD"), (open.Invoices.Single().Id, open.Invoices.Single().Currency));
    }

    [Theory, EachDatabase]
    public async Task Credit_OfAPaidInvoice_IsAtItsRateAndTheRefundAtThatOfItsDay(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        await RateAsync(boreal, Today, 0.9m);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100m), boreal.InvoiceLine("Dépose", 1, 0.05m));
        await PayAsync(boreal, invoice.Total, invoice);
        await boreal.Portal.Get<TransferToAccounting>().RunAsync(default);
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(5));
        await RateAsync(boreal, Today.AddDays(5), 0.8m);

        var note = Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(
            new(invoice.Id, (await boreal.FindAsync(invoice.Id)).Version, null, false, "Annulé", false), default));

        var credited = await boreal.FindAsync(note.Id);
        Assert.Equal((0.9m, 120.06m, 108.05m), (credited.ExchangeRate, credited.Total, credited.BookTotal));
        Assert.Equal((-120.06m, -108.05m), await ReceivableAsync(boreal));
        Boreal.Value(await boreal.Portal.Get<RecordRefund>().RunAsync(
            new RecordRefund.Input(Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Transfer, 120.06m, "USD", Today.AddDays(5), "", "", null), default));
        Assert.Equal((0m, 0m), await ReceivableAsync(boreal));
        Assert.Equal([("766000", -12m)], await DifferencesAsync(boreal));
        await CheckedAsync(boreal);
    }
}
