using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Integrity;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Operations;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Receivables;
using Portal.Business.Receivables.UseCases;
using Portal.Business.Tests.Accounting;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Integrity;
using Portal.Business.Tests.Quotes;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Invoicing;

/// <summary>What a client holds back is not due, is booked apart, and becomes due once.</summary>
public sealed class RetentionTests
{
    [Theory, EachDatabase]
    public async Task Invoice_WithARetention_IsDueWithoutIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var invoice = await IssuedAsync(boreal, 5, 1000);

        Assert.Equal((1200m, 60m, 60m, 1140m), (invoice.Total, invoice.Retained, invoice.Held, invoice.Payable));
        Assert.Equal((1140m, invoice.IssuedOn!.Value.AddMonths(12)), (invoice.Instalments.Sum(i => i.Amount), invoice.RetentionUntil));
        Assert.Equal([("411000", 1140m), ("411700", 60m)], await ReceivableAsync(boreal));
        Assert.Equal("Invoicing.IsHeldBack", (await TryPayAsync(boreal, invoice, 1200m)).Refusal?.Code);

        await boreal.PayAsync(invoice, 1140m);
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(200));
        invoice = await boreal.FindAsync(invoice.Id);
        var statement = await StatementAsync(boreal);
        Assert.Equal((60m, 0m, false), (invoice.Balance, invoice.Payable, invoice.IsOverdueOn(boreal.Entity.Today(boreal.Portal.Clock))));
        Assert.Equal((60m, 0m, 60m), (statement.Balance, statement.Ageing.Overdue, statement.Held));
        var aged = Boreal.Value(await boreal.Portal.Get<AgedReceivables>().RunAsync(new(new PageRequest(Sort: "held", Descending: true)), default));
        Assert.Equal((60m, 60m, 60m), (aged.Page.Rows.Single().Held, aged.Page.Rows.Single().Ageing.NotDue, aged.Totals.Single().Held));
        Assert.Equal("Invoicing.OnlyHeldBack", (await TryPayAsync(boreal, invoice, 60m)).Refusal?.Code);
        await BooksAreRightAsync(boreal);
    }

    [ToolFact("pdftotext")]
    public async Task Papers_OfAClientWhoHoldsBack_SayIt()
    {
        await using var boreal = await Boreal.FranceAsync(DatabaseProvider.Sqlite);
        await using (var db = boreal.Portal.Open())
        {
            (await db.Clients.SingleAsync(c => c.Id == boreal.Client.Id)).Language = "fr-FR";
            await db.SaveChangesAsync();
        }

        var invoice = await IssuedAsync(boreal, 5, 1000);
        var quote = await boreal.DraftAsync(boreal.Line("Pose", 1, 1000m));
        Boreal.Value(await boreal.SaveAsync(quote, f => f.RetentionPercent = 5));

        var statement = DocumentText.Flat(Boreal.Value(await boreal.Portal.Get<DrawStatement>().RunAsync(new StatementWish(boreal.Client.Id), default)).Bytes);
        var quoted = DocumentText.Flat(Boreal.Value(await boreal.Portal.Get<DownloadQuote>().RunAsync(new(quote), default)).Bytes);

        DocumentText.InThisOrder(statement, invoice.Number!, "dont 60,00 retenu", "Solde hors retenue de garantie", "1 140,00 €", "Retenue de garantie, pas encore exigible", "60,00 €", "1 200,00 €");
        DocumentText.InThisOrder(quoted, "Total TTC", "1 200,00 €", "Retenue de garantie : 5 % du total TTC de chaque facture", "60,00 € du total");
    }

    [Theory, EachDatabase]
    public async Task Release_OfAPartAndItsDay_MakeItDueAndAge(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var invoice = await IssuedAsync(boreal, 5, 1000);
        await boreal.PayAsync(invoice, 1140m);
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(100));

        Assert.Equal("Invoicing.MoreThanHeld", (await ReleaseAsync(boreal, invoice.Id, 60.01m)).Refusal?.Code);
        Assert.Equal("Common.Required", (await ReleaseAsync(boreal, invoice.Id, 20m, " ")).Refusal?.Code);
        Boreal.Require(await ReleaseAsync(boreal, invoice.Id, 20m));
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal((60m, 20m, 40m), Of(await StatementAsync(boreal)));
        Assert.Equal((60m, 0m, 60m), Of(await StatementAsync(boreal, boreal.Entity.Today(boreal.Portal.Clock).AddDays(-11))));
        invoice = await boreal.FindAsync(invoice.Id);
        Assert.True(invoice.IsOverdueOn(boreal.Entity.Today(boreal.Portal.Clock)));
        await boreal.PayAsync(invoice, 20m);

        boreal.Portal.Clock.Advance(TimeSpan.FromDays(265));
        Assert.Equal((1, 0), Counts(Boreal.Value(await boreal.Portal.Get<ReleaseDueRetentions>().RunAsync(new(), default))));
        Assert.Equal((0, 0), Counts(Boreal.Value(await boreal.Portal.Get<ReleaseDueRetentions>().RunAsync(new(), default))));
        invoice = await boreal.FindAsync(invoice.Id);
        Assert.Equal((40m, 0m), (invoice.Payable, invoice.Held));
        await boreal.PayAsync(invoice, 40m);
        Assert.Equal([("411000", 0m), ("411700", 0m)], await ReceivableAsync(boreal));
        Assert.Equal(0m, (await StatementAsync(boreal)).Balance);
        await BooksAreRightAsync(boreal);
        Assert.Empty((await boreal.VerifyAsync()).Findings);

        static (decimal, decimal, decimal) Of(Statement s) => (s.Balance, s.Ageing.Overdue, s.Held);
        static (int, int) Counts(ReleaseDueRetentions.Outcome o) => (o.Released, o.Refused);
    }

    [Theory, EachDatabase]
    public async Task Release_TakenBack_IsHeldAgainUnlessPaid(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var invoice = await IssuedAsync(boreal, 5, 1000);
        await boreal.PayAsync(invoice, 1140m);
        Boreal.Require(await ReleaseAsync(boreal, invoice.Id, null));

        Boreal.Require(await TakeBackAsync(boreal, invoice.Id));
        invoice = await boreal.FindAsync(invoice.Id);
        Assert.Equal((60m, 0m), (invoice.Held, invoice.Payable));
        Assert.Equal([("411000", 0m), ("411700", 60m)], await ReceivableAsync(boreal));
        Assert.Equal("Invoicing.ReleaseReversed", (await TakeBackAsync(boreal, invoice.Id)).Refusal?.Code);

        Boreal.Require(await ReleaseAsync(boreal, invoice.Id, 60m));
        await boreal.PayAsync(await boreal.FindAsync(invoice.Id), 50m);
        Assert.Equal("Invoicing.ReleaseIsPaid", (await TakeBackAsync(boreal, invoice.Id)).Refusal?.Code);
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Release_ByTwoAtOnce_HappensOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var invoice = await IssuedAsync(boreal, 5, 1000);

        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            boreal.Portal.Get<ReleaseRetention>().RunAsync(new(invoice.Id, invoice.Version, null, "Réception"), default))));

        Assert.Single(results, r => r.Succeeded);
        await using var db = boreal.Portal.Open();
        Assert.Equal((1, 1), (await db.RetentionReleases.CountAsync(), await db.AccountingEntries.CountAsync(e => e.Source == EntrySource.RetentionRelease)));
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Credit_LowersWhatIsHeldInProportion_AndThePreviewSaysSo(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var invoice = await IssuedAsync(boreal, 5, 1000);
        await HandedOverAsync(boreal, invoice.Id);
        invoice = await boreal.FindAsync(invoice.Id);
        var half = new CreditAmount(600m, TaxIncluded: true);

        var preview = Boreal.Value(await boreal.Portal.Get<PreviewCredit>().RunAsync(new(invoice.Id, new CreditWish(Amount: half)), default));
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(new(invoice.Id, invoice.Version, null, false, "Moins", false, half), default));

        var after = await boreal.FindAsync(invoice.Id);
        Assert.Equal((600m, 30m), (preview.BalanceAfter, preview.HeldAfter));
        Assert.Equal((600m, 30m), (after.Balance, after.Held));
        Assert.Equal([("411000", 570m), ("411700", 30m)], await ReceivableAsync(boreal));
        await BooksAreRightAsync(boreal);
    }

    [Theory, EachDatabase]
    public async Task Preview_OfACreditAfterAWriteOff_DoesNotFreeWhatNobodyPaid(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100));
        await boreal.PayAsync(invoice, 119.60m);
        invoice = await boreal.FindAsync(invoice.Id);
        Boreal.Require(await boreal.Portal.Get<WriteOffRest>().RunAsync(new(invoice.Id, null, invoice.Version, "Écart"), default));
        await HandedOverAsync(boreal, invoice.Id);
        invoice = await boreal.FindAsync(invoice.Id);

        var preview = Boreal.Value(await boreal.Portal.Get<PreviewCredit>().RunAsync(new(invoice.Id, new CreditWish(Amount: new CreditAmount(12m, true))), default));
        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(new(invoice.Id, invoice.Version, null, false, "Moins", false, new CreditAmount(12m, true)), default));

        Assert.Equal((0m, 11.60m, 0.40m), (preview.BalanceAfter, preview.Freed, preview.WriteOffsUndone));
        await using var db = boreal.Portal.Open();
        Assert.Equal((0m, preview.Freed), ((await boreal.FindAsync(invoice.Id)).Balance, (await db.Payments.SingleAsync()).Unallocated));
    }

    [Theory, EachDatabase]
    public async Task Retention_AboveTheLawOrOnADeposit_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        Assert.Equal("Invoicing.RetentionOutOfRange", (await SaveAsync(boreal, id, 5.01m, 100)).Refusal?.Code);
        Assert.Equal("Invoicing.RetentionDay", (await SaveAsync(boreal, id, 5m, 100, new DateOnly(2020, 1, 1))).Refusal?.Code);
        var deposit = Boreal.Value(await boreal.Portal.Get<DraftDeposit>().RunAsync(new(boreal.Client.Id, null, null, 100m, TaxCodeId: boreal.TaxCode.Id), default));
        Assert.Equal("Invoicing.DepositWithoutRetention", (await SaveAsync(boreal, deposit, 5m, 100)).Refusal?.Code);

        await using var quebec = await Boreal.QuebecAsync(provider);
        var issued = await IssuedAsync(quebec, 10, 1000);
        Assert.Equal((1149.75m, 114.98m, 1034.77m), (issued.Total, issued.Retained, issued.Payable));
        boreal.Portal.User = TestUser.With(Permissions.InvoicesView);
        Assert.Equal(Refusal.Forbidden, (await ReleaseAsync(boreal, id, null)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Release_OfACompanyThatCanBookNone_WaitsAndSaysWhy_WhileOthersGoOn(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var (first, second) = (await IssuedAsync(boreal, 5, 1000), await IssuedAsync(boreal, 5, 100));
        var small = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 10));
        await boreal.PayAsync(small, 11.70m);
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(400));
        await ChangeAsync(e => (e.SalesJournalId, e.ReceivableAccountId) = (null, null));

        Assert.Equal((0, 2), await RunAsync());
        Assert.Equal(["Accounting.NoReceivableAccount", "Accounting.NoSalesJournal"], (await ReleaseAsync(boreal, first.Id, null)).Refusals.Select(r => r.Code));
        Assert.Equal(
            "Accounting.NoReceivableAccount", (await boreal.Portal.Get<WriteOffRest>().RunAsync(new(small.Id, null, (await boreal.FindAsync(small.Id)).Version, "Écart"), default)).Refusal!.Code);

        // One that breaks does not stop the next.
        await ChangeAsync(e => (e.SalesJournalId, e.ReceivableAccountId) = (boreal.Entity.SalesJournalId, boreal.Entity.ReceivableAccountId));
        await boreal.SqlAsync("UPDATE \"Invoices\" SET \"Accounting\" = 'Broken' WHERE \"Id\" = {0}", first.Id);
        Assert.Equal((1, 1), await RunAsync());
        Assert.Equal(0m, (await boreal.FindAsync(second.Id)).Held);

        async Task<(int, int)> RunAsync() => Boreal.Value(await boreal.Portal.Get<ReleaseDueRetentions>().RunAsync(new(), default)) is var run ? (run.Released, run.Refused) : default;

        async Task ChangeAsync(Action<LegalEntity> change)
        {
            await using var db = boreal.Portal.Open();
            change(await db.LegalEntities.SingleAsync(e => e.Id == boreal.Entity.Id));
            await db.SaveChangesAsync();
        }
    }

    [Fact]
    public async Task Fec_WithRetentionWriteOffAndRefund_LettersOnlyWhatIsSettled()
    {
        foreach (var provider in TestDatabases.Found)
        {
            await using var boreal = await Boreal.FranceAsync(provider);
            await using (var db = boreal.Portal.Open())
            {
                (await db.LegalEntities.FindAsync(boreal.Entity.Id))!.Numbers = RegistrationNumbers.None with { Siren = "732829320", VatId = "FR44732829320" };
                await db.SaveChangesAsync();
            }

            var held = await IssuedAsync(boreal, 5, 1000);
            await boreal.PayAsync(held, 1140m);
            var released = await IssuedAsync(boreal, 5, 100);
            Boreal.Require(await ReleaseAsync(boreal, released.Id, 6m));
            await boreal.PayAsync(released, 120m);
            var written = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 10));
            await boreal.PayAsync(written, 11.70m);
            Boreal.Require(await boreal.Portal.Get<WriteOffRest>().RunAsync(new(written.Id, null, (await boreal.FindAsync(written.Id)).Version, "Écart"), default));
            var today = boreal.Entity.Today(boreal.Portal.Clock);
            var over = Boreal.Value(await boreal.Portal.Get<RecordPayment>().RunAsync(
                new(Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Transfer, 80m, "EUR", today, "", "", [], false), default));
            Boreal.Value(await boreal.Portal.Get<RecordRefund>().RunAsync(
                new(Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Transfer, 80m, "EUR", today, "", ""), default));
            Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));

            var lines = FecChecker.Read(await BookExportTests.BytesAsync(Boreal.Value(await boreal.Portal.Get<ExportFec>().RunAsync(new(boreal.Entity.Id, today.Year), default))));
            var letters = lines.Where(l => l["EcritureLet"].Length > 0).GroupBy(l => (l["EcritureLet"], l["CompteNum"])).ToList();
            Assert.All(letters, g => Assert.Equal(g.Sum(l => l.Debit), g.Sum(l => l.Credit)));
            Assert.Equal(
                new[] { (held.Number!, "411000"), (released.Number!, "411000"), (released.Number!, "411700"), (written.Number!, "411000"), (over.Number, "411000") }.Order(),
                letters.Select(g => g.Key).Order());
            Assert.Equal(60m, lines.Where(l => l["CompteNum"] == "411700" && l["EcritureLet"].Length == 0).Sum(l => l.Debit - l.Credit));
        }
    }

    [Theory, EachDatabase]
    public async Task Issue_AfterTheDayTheRetentionIsHeldUntil_SaysSo(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 1000));
        Boreal.Value(await SaveAsync(boreal, id, 5, 1000, new DateOnly(2026, 3, 31)));
        boreal.Portal.Clock.Set(new DateTime(2026, 4, 5, 12, 0, 0, DateTimeKind.Utc));

        Assert.Equal(["Invoicing.RetentionDay"], (await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default)).Refusals.Select(r => r.Code));
        Assert.Contains("Invoicing.RetentionDay", Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(id), default)).Missing.Select(r => r.Code));

        // Dated on its last day, it holds back until then.
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, IssueOn: new DateOnly(2026, 3, 31)), default));
        Assert.Equal(new DateOnly(2026, 3, 31), (await boreal.FindAsync(id)).HeldUntil);
    }

    private static async Task<Invoice> IssuedAsync(Boreal boreal, decimal percent, decimal price)
    {
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, price));
        Boreal.Value(await SaveAsync(boreal, id, percent, price));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        return await boreal.FindAsync(id);
    }

    private static async Task<Result<int>> SaveAsync(Boreal boreal, long id, decimal percent, decimal price, DateOnly? until = null) => await boreal.Portal.Get<SaveProforma>().RunAsync(
        new SaveProforma.Input(
            id, (await boreal.FindAsync(id)).Version, new Invoice.Head(boreal.Client.Id, "Travaux", "", null, null, null, null, null, false, RetentionPercent: percent, RetentionUntil: until),
            [new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, boreal.InvoiceLine("Pose", 1, price))]), default);

    private static async Task<Result> ReleaseAsync(Boreal boreal, long id, decimal? amount, string reason = "Réception des travaux") =>
        await boreal.Portal.Get<ReleaseRetention>().RunAsync(new(id, (await boreal.FindAsync(id)).Version, amount, reason), default);

    private static async Task<Result> TakeBackAsync(Boreal boreal, long invoiceId)
    {
        await using var db = boreal.Portal.Open();
        var release = await db.RetentionReleases.Where(r => r.InvoiceId == invoiceId).OrderByDescending(r => r.Ordinal).FirstAsync();
        return await boreal.Portal.Get<TakeBackRelease>().RunAsync(new(release.Id, release.Version, null, "Réserves"), default);
    }

    private static async Task<Result> TryPayAsync(Boreal boreal, Invoice invoice, decimal amount) => await boreal.Portal.Get<RecordPayment>().RunAsync(
        new(Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Transfer, amount, invoice.Currency, boreal.Entity.Today(boreal.Portal.Clock), "", "",
            [new Share(invoice.Id, amount)], false), default);

    private static async Task<Statement> StatementAsync(Boreal boreal, DateOnly? day = null) =>
        Boreal.Value(await boreal.Portal.Get<ShowStatement>().RunAsync(new StatementWish(boreal.Client.Id, Day: day), default)).Statement;

    private static async Task<List<(string Account, decimal Balance)>> ReceivableAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        var lines = await db.Set<AccountingEntryLine>().Where(l => l.ClientId != null)
            .Join(db.GlAccounts, l => l.GlAccountId, a => a.Id, (l, a) => new { a.Number, l.Debit, l.Credit }).ToListAsync();
        return [.. lines.GroupBy(l => l.Number).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Sum(l => l.Debit - l.Credit)))];
    }

    private static async Task HandedOverAsync(Boreal boreal, long id)
    {
        await using var db = boreal.Portal.Open();
        (await db.Invoices.SingleAsync(i => i.Id == id)).HandOver(AccountingState.HandedOver);
        await db.SaveChangesAsync();
    }

    private static async Task BooksAreRightAsync(Boreal boreal) => Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
}
