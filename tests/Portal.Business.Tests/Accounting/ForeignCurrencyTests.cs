using System.Text;
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
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Accounting;

/// <summary>A company with books in euros and a client who is invoiced in US dollars.</summary>
public sealed class ForeignCurrencyTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

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

    [Theory, EachDatabase]
    public async Task Deposit_DeductedAtAnotherRate_LeavesItsAccountAtZero(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        await RateAsync(boreal, Today, 0.9m);
        var job = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Travaux"), default));
        await using (var jobs = boreal.Portal.Open())
        {
            var version = await jobs.Jobs.Where(j => j.Id == job).Select(j => j.Version).SingleAsync();
            Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(
                new AddJobLine.Input(job, version, null, "Pose", 1, "", 333.33m, 0, boreal.TaxCode.Id, boreal.Income.Id), default));
        }

        var deposit = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, job, 30, null), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(deposit), default));
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(5));
        await RateAsync(boreal, Today.AddDays(5), 0.8m);
        var final = await boreal.FindAsync(Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, Issue: true), default)));
        Assert.Equal(Money.Round(final.Total * 0.8m), final.BookTotal);

        await using var db = boreal.Portal.Open();
        var deposits = await db.Set<AccountingEntryLine>().Where(l => l.GlAccountId == boreal.Entity.DepositAccountId).ToListAsync();
        Assert.Equal((0m, 0m), (deposits.Sum(l => l.Debit - l.Credit), deposits.Sum(l => l.InDocument)));
        await CheckedAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Deposit_DeductedInPartsAndGivenBack_LeavesItsAccountAtZeroWhateverTheRates(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        var draw = new Random(20260302);
        for (var round = 0; round < 4; round++)
        {
            var day = Today.AddDays(20 * round);
            boreal.Portal.Clock.Advance(TimeSpan.FromDays(round == 0 ? 0 : 14));
            await RateAsync(boreal, day, Rate());
            var job = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Travaux"), default));
            await using (var jobs = boreal.Portal.Open())
            {
                var version = await jobs.Jobs.Where(j => j.Id == job).Select(j => j.Version).SingleAsync();
                Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(
                    new AddJobLine.Input(job, version, null, "Pose", 9, "", draw.Next(1_000, 90_000) / 100m, 0, boreal.TaxCode.Id, boreal.Income.Id), default));
            }

            var deposit = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new DraftDeposit.Input(null, job, 30, null), default));
            Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(deposit), default));
            for (var part = 0; part < 3; part++)
            {
                boreal.Portal.Clock.Advance(TimeSpan.FromDays(2));
                await RateAsync(boreal, boreal.Entity.Today(boreal.Portal.Clock), Rate());
                await DeductAsync(boreal, job, deposit, part == 2 ? null : 1, credit: part == 2 && round % 2 == 1);
            }

            if (round % 2 == 1)
            {
                await DeductAsync(boreal, job, deposit, null, credit: false);
            }

            await using var db = boreal.Portal.Open();
            var left = await db.Set<AccountingEntryLine>().Where(l => l.GlAccountId == boreal.Entity.DepositAccountId).ToListAsync();
            Assert.Equal((0m, 0m), (left.Sum(l => l.Debit - l.Credit), left.Sum(l => l.InDocument)));
            Assert.All(await db.AccountingEntries.Include(e => e.Lines).ToListAsync(), e => Assert.Equal(0m, e.Lines.Sum(l => l.Debit - l.Credit)));
        }

        await CheckedAsync(boreal);
        decimal Rate() => draw.Next(60_000_000, 140_000_000) / 100_000_000m;
    }

    /// <summary>An invoice of a part of a job that deducts of the deposit what it charges; credited in full where that is wished.</summary>
    private static async Task DeductAsync(Boreal boreal, long job, long deposit, decimal? quantity, bool credit)
    {
        var line = await LineAsync();
        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(
            new DraftInvoice.Input(null, job, quantity is { } some ? [new(line, some)] : null), default));
        if (quantity is not null)
        {
            Boreal.Require(await boreal.Portal.Get<DeductDeposits>().RunAsync(new DeductDeposits.Input(id, (await boreal.FindAsync(id)).Version, [deposit]), default));
        }

        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        if (credit)
        {
            await boreal.Portal.Get<TransferToAccounting>().RunAsync(default);
            Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(new(id, (await boreal.FindAsync(id)).Version, null, true, "Annulé", false), default));
        }

        async Task<long> LineAsync()
        {
            await using var db = boreal.Portal.Open();
            return await db.Jobs.Where(j => j.Id == job).SelectMany(j => j.Lines).Select(l => l.Id).SingleAsync();
        }
    }

    [Theory, EachDatabase]
    public async Task Exports_OfForeignEntries_SayBothCurrencies(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        await using (var db = boreal.Portal.Open())
        {
            var entity = await db.LegalEntities.SingleAsync(e => e.Id == boreal.Entity.Id);
            entity.Numbers = entity.Numbers with { Siren = "732829320" };
            await db.SaveChangesAsync();
        }

        await RateAsync(boreal, Today, 0.9m);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100m));
        await RateAsync(boreal, Today, 0.95m);
        await PayAsync(boreal, invoice.Total, invoice);
        await boreal.Portal.Get<TransferToAccounting>().RunAsync(default);

        var lines = FecChecker.Read(await BytesAsync(Boreal.Value(await boreal.Portal.Get<ExportFec>().RunAsync(new(boreal.Entity.Id, 2026), default))));
        Assert.Equal(
            [("411000", 108m, 0m, "120,00", "USD"), ("706000", 0m, 90m, "100,00", "USD"), ("445710", 0m, 18m, "20,00", "USD")],
            lines.Where(l => l["PieceRef"] == invoice.Number).Select(l => (l["CompteNum"], l.Debit, l.Credit, l["Montantdevise"], l["Idevise"])));
        Assert.Equal(("", ""), lines.Where(l => l["CompteNum"] == "766000").Select(l => (l["Montantdevise"], l["Idevise"])).Single());
        var letters = lines.Where(l => l["CompteNum"] == "411000").Select(l => l["EcritureLet"]).Distinct().ToList();
        Assert.Equal(invoice.Number, Assert.Single(letters));
        async Task<string> JournalAsync(HandOverForm form) => Encoding.UTF8.GetString(await BytesAsync(Boreal.Value(
            await boreal.Portal.Get<ExportJournal>().RunAsync(new(boreal.Entity.Id, form, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), default))));
        Assert.Contains(",108.00,0.00,EUR,120.00,USD", await JournalAsync(HandOverForm.Csv), StringComparison.Ordinal);
        Assert.Contains("108.00 EUR  ; document:120.00 USD", await JournalAsync(HandOverForm.Hledger), StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public async Task Document_OfAForeignInvoice_ShowsRateAndTaxInTheBooksAndFeesInTheirOwnCurrency()
    {
        await using var boreal = await DollarsAsync(DatabaseProvider.Sqlite);
        await using var db = boreal.Portal.Open();
        var entity = await db.LegalEntities.SingleAsync(e => e.Id == boreal.Entity.Id);
        (entity.ShareCapital, entity.RecoveryFee, entity.LegalForm) = (50_000m, 40m, "SAS");
        await db.SaveChangesAsync();
        (await db.Clients.SingleAsync(c => c.Id == boreal.Client.Id)).Language = "fr-FR";
        await db.SaveChangesAsync();
        await RateAsync(boreal, Today, 0.9213m);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 107m));

        var stored = await db.StoredDocuments.Where(d => d.SubjectId == invoice.Id && d.Kind == InvoiceIssuing.DocumentKind).Select(d => d.Content!.Bytes).SingleAsync();
        var text = DocumentText.Flat(stored);
        DocumentText.InThisOrder(text, "Total TTC (USD)", "1 USD = 0,9213 EUR (02/03/2026)", "TVA 20 % 19,72 €", "Total TTC 118,29 €");
        Assert.Contains("40,00 €", text, StringComparison.Ordinal);
        Assert.Contains("50 000,00 €", text, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Rates_Imported_AreAddedChangedOrRefusedAsAWhole(DatabaseProvider provider)
    {
        await using var boreal = await DollarsAsync(provider);
        await RateAsync(boreal, Today, 0.9m);
        Task<Result<ImportExchangeRates.Imported>> Import(string text, bool inverse = false) =>
            boreal.Portal.Get<ImportExchangeRates>().RunAsync(new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "EUR", inverse), default);

        Assert.Equal(new ImportExchangeRates.Imported(2, 1, 0), Boreal.Value(await Import("jour;monnaie;taux;source\n2026-03-02;USD;0,92\n2026-03-02;CAD;0,66;BCE\n2026-03-03;usd;0.93\n")));
        Assert.Equal(new ImportExchangeRates.Imported(0, 0, 3), Boreal.Value(await Import("2026-03-02,USD,0.92\n2026-03-02,CAD,0.66\n2026-03-03,USD,0.93\n")));
        Boreal.Value(await Import("2026-03-04\tUSD\t1.25\n", inverse: true));
        Assert.Equal(["Accounting.RateRow", "Accounting.RateRow"], (await Import("2026-03-05;USD;0,9\n2026-13-05;USD;1\n2026-03-05;EUR;1\n")).Refusals.Select(r => r.Code));
        Assert.Equal("Accounting.NoRatesInFile", (await Import("jour;monnaie;taux\n")).Refusal?.Code);

        var listed = Boreal.Value(await boreal.Portal.Get<ListExchangeRates>().RunAsync(new(new PageRequest()), default));
        Assert.Equal([("USD", 0.8m), ("USD", 0.93m), ("CAD", 0.66m), ("USD", 0.92m)], listed.Page.Rows.Select(r => (r.Currency, r.Rate)));
        var last = listed.Page.Rows[0];
        Boreal.Require(await boreal.Portal.Get<RemoveExchangeRate>().RunAsync(new(last.Id, last.Version), default));
        Assert.Equal("Accounting.RateOfItself", (await boreal.Portal.Get<SaveExchangeRate>().RunAsync(new("EUR", "EUR", Today, 1m, ""), default)).Refusal?.Code);
        boreal.Portal.User = TestUser.With(Permissions.CatalogView);
        Assert.Equal(Refusal.Forbidden, (await Import("2026-03-04;USD;1\n")).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<RemoveExchangeRate>().RunAsync(new(last.Id, last.Version), default)).Refusal);
    }

    private static async Task<Boreal> DollarsAsync(DatabaseProvider provider)
    {
        var boreal = await Boreal.FranceAsync(provider);
        await using var db = boreal.Portal.Open();
        (await db.Clients.SingleAsync(c => c.Id == boreal.Client.Id)).Currency = "USD";
        await db.SaveChangesAsync();
        return boreal;
    }

    private static async Task RateAsync(Boreal boreal, DateOnly day, decimal rate) =>
        Boreal.Require(await boreal.Portal.Get<SaveExchangeRate>().RunAsync(new("EUR", "USD", day, rate, "BCE"), default));

    private static async Task<long> PayAsync(Boreal boreal, decimal amount, Invoice invoice) => Boreal.Value(await boreal.Portal.Get<RecordPayment>().RunAsync(
        new(Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Transfer, amount, "USD", boreal.Entity.Today(boreal.Portal.Clock), "", "", [new Share(invoice.Id, amount)], false),
        default)).PaymentId;

    private static async Task<Payment> PaymentAsync(Boreal boreal, long id)
    {
        await using var db = boreal.Portal.Open();
        return await db.Payments.AsNoTracking().SingleAsync(p => p.Id == id);
    }

    private static async Task<(decimal InDocument, decimal InBooks)> ReceivableAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var lines = await db.Set<AccountingEntryLine>().Where(l => l.GlAccountId == boreal.Entity.ReceivableAccountId).ToListAsync();
        return (lines.Sum(l => l.InDocument ?? 0), lines.Sum(l => l.Debit - l.Credit));
    }

    /// <summary>What stands on the accounts of exchange differences: debit positive.</summary>
    private static async Task<List<(string Account, decimal Amount)>> DifferencesAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var lines = await (
            from l in db.Set<AccountingEntryLine>()
            join a in db.GlAccounts on l.GlAccountId equals a.Id
            where a.Number == "666000" || a.Number == "766000"
            select new { a.Number, Amount = l.Debit - l.Credit }).ToListAsync();
        return [.. lines.GroupBy(l => l.Number).Select(g => (g.Key, g.Sum(l => l.Amount))).Where(g => g.Item2 != 0).OrderBy(g => g.Key, StringComparer.Ordinal)];
    }

    private static async Task CheckedAsync(Boreal boreal)
    {
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<VerifyChains>().RunAsync(default)).Sum(c => c.Found));
    }

    private static async Task<byte[]> BytesAsync(BookFile book)
    {
        using var bytes = new MemoryStream();
        await book.WriteAsync(bytes, default);
        return bytes.ToArray();
    }
}
