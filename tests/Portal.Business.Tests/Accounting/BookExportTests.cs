using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Gateways;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Payments;
using Portal.Business.Payments.Online;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Payments;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Accounting;

public sealed class BookExportTests
{
    private const string Secret = "a secret of some length";

    [Theory, EachDatabase]
    public async Task Fec_OfAFiscalYear_PassesTheCheckerAndEqualsTheBooks(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var entity = await FrenchBooksAsync(scene);
        Assert.Equal("Accounting.NotNumberedYet", (await FecAsync(scene, entity, 2026)).Refusal?.Code);
        await scene.Get<TransferToAccounting>().RunAsync(default);

        var book = (await FecAsync(scene, entity, 2026)).Value;
        Assert.Equal($"{entity.Numbers.Siren}FEC20261231.txt", book.Name);
        var before = await BytesAsync(book);
        var lines = FecChecker.Read(before);
        var sums = (await scene.Get<ListTrialBalance>().RunAsync(new(new PageRequest(), entity.Id), default)).Value;
        Assert.NotEmpty(sums.Page.Rows);
        Assert.Equal(
            sums.Page.Rows.Select(r => (r.Account, r.Debit, r.Credit)),
            lines.GroupBy(l => l["CompteNum"]).Select(g => (g.Key, g.Sum(l => l.Debit), g.Sum(l => l.Credit))).OrderBy(g => g.Key, StringComparer.Ordinal));
        Assert.All(lines, l => Assert.Equal(l["CompteLib"].Length > 0 && l["CompAuxNum"].Length > 0, l["CompteNum"].StartsWith("411", StringComparison.Ordinal)));

        // What was exported once keeps its numbers: a later entry comes after it.
        await scene.IssueAsync(await ClientAsync(scene, entity), 33m);
        await scene.Get<TransferToAccounting>().RunAsync(default);
        var after = await BytesAsync((await FecAsync(scene, entity, 2026)).Value);
        Assert.Equal(before, after[..before.Length]);
        Assert.Equal(lines[^1].Number + 1, FecChecker.Read(after)[^1].Number);
    }

    [Theory, EachDatabase]
    public async Task Fec_WithoutASirenOrInAnotherCurrency_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        await using var db = scene.Open();
        var quebec = await db.LegalEntities.SingleAsync(e => e.Id == scene.QuebecId);
        Assert.Equal("Accounting.NoSiren", (await FecAsync(scene, quebec, 2026)).Refusal?.Code);
        var france = await db.LegalEntities.SingleAsync(e => e.Name == DemoCompanies.France);
        var foreign = new AccountingEntry(
            new AccountingEntry.Head(france.Id, france.SalesJournalId!.Value, EntrySource.Invoice, 1, "FR-F-9", "", new DateOnly(2026, 3, 2), "USD", DateTime.UnixEpoch),
            [new Booking(france.ReceivableAccountId!.Value, 5m), new Booking(france.BankAccountId!.Value, -5m)]);
        db.AddRange(foreign, new AccountingTransfer(foreign));
        await db.SaveChangesAsync();
        Assert.Equal(Refusal.NotNow("Accounting.OtherCurrencyInFec", "FR-F-9", "USD", "EUR"), (await FecAsync(scene, france, 2026)).Refusal);
        Assert.True((await FecAsync(scene, france, 2025)).Succeeded);
        scene.User = TestUser.With(Permissions.InvoicesView);
        Assert.Equal(Refusal.Forbidden, (await FecAsync(scene, quebec, 2026)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await JournalAsync(scene, quebec, HandOverForm.Csv)).Refusal);
    }

    [ToolFact("hledger")]
    public async Task Journal_ReadByHledger_ChecksAndHasOurBalances()
    {
        foreach (var provider in TestDatabases.Found)
        {
            await using var scene = await PaymentsScene.StartAsync(provider);
            var entity = await FrenchBooksAsync(scene);
            var path = Path.GetTempFileName();
            try
            {
                await File.WriteAllBytesAsync(path, await BytesAsync((await JournalAsync(scene, entity, HandOverForm.Hledger)).Value));
                Assert.Equal("", await HledgerAsync(path, "check"));
                var theirs = (await HledgerAsync(path, "balance", "--flat", "--depth", "1", "--no-total", "-O", "csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Skip(1).Select(l => l.Trim('"').Split("\",\"")).ToDictionary(f => f[0].Split(' ')[0], f => decimal.Parse(f[1].Split(' ')[0], CultureInfo.InvariantCulture));
                var ours = (await scene.Get<ListTrialBalance>().RunAsync(new(new PageRequest(), entity.Id), default)).Value.Page.Rows;
                Assert.Equal(ours.Where(r => r.Closing != 0).ToDictionary(r => r.Account, r => r.Closing), theirs);
                Assert.Equal(0m, theirs.Values.Sum());
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    [Theory]
    [EachDatabaseWith(HandOverForm.Xlsx)]
    [EachDatabaseWith(HandOverForm.Hledger)]
    [EachDatabaseWith(HandOverForm.Fec)]
    public async Task Transfer_InTheFormOfTheLegalEntity_WritesThatFile(DatabaseProvider provider, HandOverForm form)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        await ChooseAsync(scene, form);
        var invoice = await scene.IssueAsync((await scene.ClientsAsync())[0], 140m);

        Assert.Equal(new TransferToAccounting.Summary(1, 0), (await scene.Get<TransferToAccounting>().RunAsync(default)).Value);

        var file = Assert.Single(Directory.GetFiles(scene.Journals));
        Assert.Equal(form switch { HandOverForm.Xlsx => ".xlsx", HandOverForm.Hledger => ".journal", _ => ".txt" }, Path.GetExtension(file));
        await using var db = scene.Open();
        var entry = await db.AccountingEntries.SingleAsync(e => e.SourceId == invoice.Id);
        Assert.Equal(await File.ReadAllBytesAsync(file), (await scene.Get<ReadJournalFile>().RunAsync(entry.Id, default)).Value.Bytes);
        var shown = (await scene.Get<ShowEntry>().RunAsync(entry.Id, default)).Value;
        Assert.Equal((Path.GetFileName(file), 1L, 2026), (shown.FileName, shown.EntryNumber, shown.FiscalYear));
        Assert.Equal((form, true), (shown.History.Single().Form, shown.History.Single().Accepted));
    }

    [Theory, EachDatabase]
    public async Task Transfer_ToAReceiver_IsSignedRepeatedUnderOneKeyAndKeepsEachAnswer(DatabaseProvider provider)
    {
        var receiver = new Receiver();
        await using var scene = await PaymentsScene.StartAsync(provider, services =>
        {
            services.PostConfigure<AccountingOptions>(o => o.Receiver = new ReceiverOptions { Address = new Uri("https://books.example/entries"), Secret = Secret });
            services.AddHttpClient(HttpReceiver.ClientName).ConfigurePrimaryHttpMessageHandler(() => receiver);
        });
        await ChooseAsync(scene, HandOverForm.Http);
        var invoice = await scene.IssueAsync((await scene.ClientsAsync())[0], 140m);
        receiver.Answers.Enqueue((HttpStatusCode.ServiceUnavailable, "closed\nfor lunch"));
        receiver.Answers.Enqueue((HttpStatusCode.Created, """{"id":7}"""));

        Assert.Equal(new TransferToAccounting.Summary(0, 1), (await scene.Get<TransferToAccounting>().RunAsync(default)).Value);
        Assert.Equal(AccountingState.Failed, (await scene.ReadAsync(invoice)).Accounting);
        scene.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(new TransferToAccounting.Summary(1, 0), (await scene.Get<TransferToAccounting>().RunAsync(default)).Value);
        Assert.Equal(AccountingState.HandedOver, (await scene.ReadAsync(invoice)).Accounting);
        Assert.False(Directory.Exists(scene.Journals));

        Assert.Single(receiver.Taken.Select(t => t.Key).Distinct());
        Assert.True(WebhookSignature.IsGood(receiver.Taken[1].Signature, receiver.Taken[1].Body, Secret, scene.Clock.GetUtcNow()));
        Assert.False(WebhookSignature.IsGood(receiver.Taken[1].Signature, Encoding.UTF8.GetBytes("{}"), Secret, scene.Clock.GetUtcNow()));
        var lines = JsonDocument.Parse(receiver.Taken[1].Body).RootElement.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(lines.Sum(l => l.GetProperty("debit").GetDecimal()), lines.Sum(l => l.GetProperty("credit").GetDecimal()));
        await using var db = scene.Open();
        var entry = await db.AccountingEntries.SingleAsync(e => e.SourceId == invoice.Id);
        Assert.Equal(
            [(true, """201 {"id":7}"""), (false, "503 closed for lunch")],
            (await scene.Get<ShowEntry>().RunAsync(entry.Id, default)).Value.History.Select(a => (a.Accepted, a.Answer)));
    }

    [Fact]
    public void FiscalYear_OfAnyDayAndStartMonth_HoldsTheDay()
    {
        foreach (var month in Enumerable.Range(1, 12))
        {
            for (var day = new DateOnly(2023, 1, 1); day.Year < 2025; day = day.AddDays(7))
            {
                var year = FiscalYear.Of(day, month);
                Assert.True(year.First <= day && day <= year.Last && year.First.Month == month && year.First.Day == 1 && year.First.AddYears(1) == year.Last.AddDays(1));
                Assert.Equal(year, FiscalYear.Closing(year.Year, month));
            }
        }
    }

    /// <summary>Invoices with awkward names and a payment of two of them, in the French company.</summary>
    private static async Task<LegalEntity> FrenchBooksAsync(PaymentsScene scene)
    {
        await using var db = scene.Open();
        var entity = await db.LegalEntities.SingleAsync(e => e.Name == DemoCompanies.France);
        var payer = await ClientAsync(scene, entity);
        (await db.Clients.SingleAsync(c => c.Id == payer.Id)).Name = "L’Été; \"à\" (Şişli): *|~ 100 %";
        await db.SaveChangesAsync();
        payer = await ClientAsync(scene, entity);
        var invoices = new List<Invoice>();
        foreach (var net in new[] { 140m, 0.01m, 99_999.99m })
        {
            invoices.Add(await scene.IssueAsync(payer, net, 12.34m));
            scene.Clock.Advance(TimeSpan.FromHours(30));
        }

        await scene.RecordAsync(new RecordPayment.Input(
            Guid.NewGuid(), entity.Id, payer.Id, PaymentMethod.Cheque, 200m, "EUR", entity.Today(scene.Clock), "77", "",
            [new Share(invoices[0].Id, 150m), new Share(invoices[1].Id, 1m)]));
        return entity;
    }

    private static async Task<Client> ClientAsync(PaymentsScene scene, LegalEntity entity)
    {
        await using var db = scene.Open();
        return await db.Clients.AsNoTracking().Include(c => c.Contacts).Where(c => c.LegalEntityId == entity.Id).OrderBy(c => c.Id).FirstAsync();
    }

    private static async Task ChooseAsync(PaymentsScene scene, HandOverForm form)
    {
        await using var db = scene.Open();
        (await db.LegalEntities.SingleAsync(e => e.Id == scene.QuebecId)).HandOver = form;
        await db.SaveChangesAsync();
    }

    private static Task<Result<BookFile>> FecAsync(PaymentsScene scene, LegalEntity entity, int year) => scene.Get<ExportFec>().RunAsync(new(entity.Id, year), default);

    private static Task<Result<BookFile>> JournalAsync(PaymentsScene scene, LegalEntity entity, HandOverForm form) =>
        scene.Get<ExportJournal>().RunAsync(new(entity.Id, form, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), default);

    internal static async Task<byte[]> BytesAsync(BookFile book)
    {
        using var memory = new MemoryStream();
        await book.WriteAsync(memory, default);
        return memory.ToArray();
    }

    internal static async Task<string> HledgerAsync(string path, params string[] arguments)
    {
        var start = new ProcessStartInfo("hledger") { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        foreach (var argument in (string[])["-f", path, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LANG"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return output;
    }

    /// <summary>The other end of the line: keeps what comes and answers as told.</summary>
    private sealed class Receiver : HttpMessageHandler
    {
        public Queue<(HttpStatusCode Status, string Text)> Answers { get; } = new();

        public List<(string Key, string Signature, byte[] Body)> Taken { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Taken.Add((
                request.Headers.GetValues("Idempotency-Key").Single(), request.Headers.GetValues(HttpReceiver.SignatureHeader).Single(),
                await request.Content!.ReadAsByteArrayAsync(cancellationToken)));
            var (status, text) = Answers.Dequeue();
            return new HttpResponseMessage(status) { Content = new StringContent(text) };
        }
    }
}
