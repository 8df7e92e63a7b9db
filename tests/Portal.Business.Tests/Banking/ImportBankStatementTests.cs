using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Banking.Reading;
using Portal.Business.Banking.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Banking;

/// <summary>A movement of the bank counts once, however often and by however many its statement is imported.</summary>
public sealed class ImportBankStatementTests
{
    [Theory, EachDatabase]
    public async Task Statement_ImportedTwice_CountsOnce(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var text = Samples.Camt([Samples.Credit(10m, "un"), Samples.Credit(10m, "un"), Samples.Debit(3m, "Frais")], 0m, 17m);

        var dry = Boreal.Value(await scene.TryImportAsync(text, dryRun: true));
        Assert.Equal((3, 3, 0), (dry.Lines, dry.New, (await scene.LinesAsync()).Count));
        var first = Boreal.Value(await scene.TryImportAsync(text));
        var again = Boreal.Value(await scene.TryImportAsync(text));

        Assert.Equal((3, 0, 0m), (first.New, again.New, first.Statements[0].Difference));
        Assert.Equal([10m, 10m, -3m], (await scene.LinesAsync()).Select(l => l.Amount));
        await using var db = scene.Portal.Open();
        Assert.Equal((0m, 17m), await db.BankStatements.Select(s => new ValueTuple<decimal, decimal>(s.Opening!.Value, s.Closing!.Value)).SingleAsync());
    }

    [Theory, EachDatabase]
    public async Task Exports_ThatOverlap_BringEachLineOnce(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var (monday, tuesday) = (Samples.Credit(10m, "lundi", day: "2026-03-01"), Samples.Credit(10m, "mardi", reference: "R1"));

        await scene.ImportAsync(monday, tuesday);
        var second = Boreal.Value(await scene.TryImportAsync(Samples.Camt([tuesday, Samples.Credit(10m, "mardi", reference: "R2")], id: "REL-2")));

        Assert.Equal((2, 1), (second.Lines, second.New));
        Assert.Equal(3, (await scene.LinesAsync()).Count);
    }

    [Theory, EachDatabase]
    public async Task Statement_ImportedByTwoAtOnce_CountsOnce(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var text = Samples.Camt(Enumerable.Range(1, 40).Select(i => Samples.Credit(i, $"ligne {i}")));

        var both = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => scene.TryImportAsync(text))));

        Assert.All(both, r => Assert.True(r.Succeeded));
        Assert.Equal(40, both.Sum(r => r.Value.New));
        Assert.Equal(40, (await scene.LinesAsync()).Count);
        await using var db = scene.Portal.Open();
        Assert.Equal(1, await db.BankStatements.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task Statement_OfAnAccountThatIsNotOurs_IsLeftOutWithTheReason(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);

        var report = Boreal.Value(await scene.TryImportAsync(Samples.Camt([Samples.Credit(5m, "x")], iban: "DE89370400440532013000")));

        Assert.Equal((0, "Banking.UnknownAccount"), (report.New, Assert.Single(report.Problems).Read.Refusal.Code));
    }

    [Theory, EachDatabase]
    public async Task Import_WithoutPermission_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        await scene.ImportAsync(Samples.Credit(5m, "x"));

        scene.Portal.User = TestUser.With(Permissions.PaymentsRecord);
        Assert.Equal(Refusal.Forbidden, (await scene.TryImportAsync(Samples.Camt([]))).Refusal);
        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<ListBankLines>().RunAsync(new(new PageRequest()), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Csv_OfAnAccount_KeepsItsMapping(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var mapping = new CsvMapping { Date = 0, Label = 1, Amount = 2, Mark = DecimalMark.Point };
        const string Text = "Date,Label,Amount\n2026-03-01,Frais,-3.50\n2026-03-02,VIR,100.00\n";

        var report = Boreal.Value(await scene.TryImportAsync(Text, mapping: mapping));

        Assert.Equal((2, 100m, -3.50m), (report.New, report.Statements[0].In, report.Statements[0].Out));
        await using var db = scene.Portal.Open();
        Assert.Equal(mapping, (await db.BankAccounts.SingleAsync()).Mapping);
    }

    [Fact]
    public async Task Import_OfFiveThousandLines_ReportsProgress()
    {
        await using var scene = await BankingScene.StartAsync(DatabaseProvider.Sqlite);
        var text = new StringBuilder("Date,Label,Amount\n");
        for (var i = 0; i < 5000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"2026-02-{(i % 28) + 1:00},ligne {i % 700},{(i % 90) + 1}.25\n");
        }

        var seen = new Seen();
        var mapping = new CsvMapping { Date = 0, Label = 1, Amount = 2, Mark = DecimalMark.Point };
        var report = Boreal.Value(await scene.Portal.Get<ImportBankStatement>().RunAsync(
            new(Samples.Stream(text.ToString()), "grand.csv", scene.Account.Id, mapping, false, seen), default));

        Assert.Equal((5000, 5000, 10), (report.Lines, report.New, seen.Times));
        Assert.Equal(0, Boreal.Value(await scene.TryImportAsync(text.ToString(), mapping: mapping)).New);
    }

    private sealed class Seen : IProgress<Business.Banking.StatementProgress>
    {
        public int Times { get; private set; }

        public void Report(Business.Banking.StatementProgress value) => Times++;
    }
}
