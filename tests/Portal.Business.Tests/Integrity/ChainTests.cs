using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Operations;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Integrity;

/// <summary>Every issued document and payment joins one chain without a fork, and anybody can compute it again.</summary>
public sealed class ChainTests
{
    [Theory, EachDatabase]
    public async Task Documents_OfEveryKindInAnyCulture_JoinOneChainThatChecks(DatabaseProvider provider)
    {
        var culture = CultureInfo.CurrentCulture;
        await using var boreal = await Boreal.QuebecAsync(provider);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
            var invoices = await boreal.IssueAsync(3);
            await boreal.ReverseAsync(await boreal.PayAsync(invoices[0], 10m));
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            await boreal.CreditAsync(invoices[1]);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        var records = await boreal.RecordsAsync();
        Assert.Equal(
            [
                SealedKind.Invoice, SealedKind.Invoice, SealedKind.Invoice, SealedKind.Payment, SealedKind.Allocation, SealedKind.PaymentReversal, SealedKind.AllocationUndone,
                SealedKind.CreditNote,
            ],
            records.Select(r => r.Kind));
        Assert.Equal(Enumerable.Range(1, 8).Select(n => (long)n), records.Select(r => r.Sequence));
        Assert.Equal([ChainEnd.Start, .. records.Take(7).Select(r => r.Hash)], records.Select(r => r.PreviousHash));
        var chain = await boreal.VerifyAsync();
        Assert.Equal((8, records[^1].Hash, 0), (chain.Records, chain.Hash, chain.Found));
        Assert.Contains("line.1.description=Pose\t0 “é”\\nsuite\\\\fin\nline.1.quantity=1.5000\nline.1.unit=\nline.1.unit-price=140.123456\n", records[0].Content, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Sums_ThatDoNotFollowFromSealedDocuments_AreFound(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var invoices = await boreal.IssueAsync(3);
        await boreal.PayAsync(invoices[0], 10m);
        await boreal.CreditAsync(invoices[1]);
        await boreal.PayAsync(invoices[2], invoices[2].Total - 0.40m);
        Boreal.Require(await boreal.Portal.Get<WriteOffRest>().RunAsync(new(invoices[2].Id, null, (await boreal.FindAsync(invoices[2].Id)).Version, "Écart"), default));
        var (payment, number) = Boreal.Value(await boreal.Portal.Get<RecordPayment>().RunAsync(
            new(Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Transfer, 80m, "EUR", boreal.Entity.Today(boreal.Portal.Clock), "", "", [], false), default)) is var paid ? (paid.PaymentId, paid.Number) : default;
        Assert.Equal(0, (await boreal.VerifyAsync()).Found);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);

        await boreal.SqlAsync("UPDATE \"Invoices\" SET \"Balance\" = 0, \"BookBalance\" = 0 WHERE \"Id\" = {0}", invoices[0].Id);
        await boreal.SqlAsync("UPDATE \"Invoices\" SET \"Paid\" = \"Total\", \"Balance\" = \"Balance\" - \"Total\" WHERE \"Id\" = {0}", invoices[1].Id);
        await boreal.SqlAsync("UPDATE \"Payments\" SET \"Unallocated\" = \"Unallocated\" * 2 WHERE \"Id\" = {0}", payment);

        Assert.Equal(
            [
                (FindingKind.SumDiffers, invoices[0].Number!, "balance", "0.00"), (FindingKind.SumDiffers, invoices[1].Number!, "paid", "0.00"), (FindingKind.SumDiffers, invoices[1].Number!, "balance", "0.00"),
                (FindingKind.SumDiffers, number, "unallocated", "80.00"),
            ],
            (await boreal.CheckAsync()).Select(f => (f.Kind, f.Document, f.Field, f.Field == "balance" && f.Document == invoices[0].Number ? f.Now : f.Before)));
        Assert.NotEmpty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Export_ReadWithOtherTools_GivesTheSameHashes(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssueAsync(3);
        using var file = new MemoryStream();
        await Boreal.Value(await boreal.Portal.Get<ExportChain>().RunAsync(boreal.Entity.Id, default)).WriteAsync(file, default);

        var blocks = Encoding.UTF8.GetString(file.ToArray()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        var previous = new string('0', 64);
        Assert.Equal(3, blocks.Length);
        foreach (var block in blocks)
        {
            var at = block.LastIndexOf("sha256=", StringComparison.Ordinal);
            Assert.Contains($"\nprevious={previous}\n", block, StringComparison.Ordinal);
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(block[..at])));
            Assert.Equal($"sha256={previous}", block[at..]);
        }
    }

    [Theory, EachDatabase]
    public async Task Documents_IssuedAndPaidAtTheSameMoment_StandOneBehindTheOther(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoices = await boreal.IssueAsync(4);
        var proformas = new List<long>();
        for (var i = 0; i < 8; i++)
        {
            proformas.Add(await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 140)));
        }

        await Task.WhenAll([
            .. proformas.Select(id => Task.Run(async () => Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default)))),
            .. invoices.Select(i => Task.Run(() => boreal.PayAsync(i, 10m))),
        ]);

        var chain = await boreal.VerifyAsync();
        Assert.Equal((20, 0), (chain.Records, chain.Found));
    }

    [Theory, EachDatabase]
    public async Task Check_AskedForTwice_RunsOnceAndIsKept(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssueAsync(2);
        var id = boreal.Entity.Id;
        var first = Boreal.Value(await boreal.Portal.Get<StartIntegrityCheck>().RunAsync(id, default));
        Assert.Equal(first, Boreal.Value(await boreal.Portal.Get<StartIntegrityCheck>().RunAsync(id, default)));
        Assert.Null(Boreal.Value(await boreal.Portal.Get<ShowIntegrity>().RunAsync(new(id), default)).Selected!.FinishedAt);
        await boreal.SqlAsync("""UPDATE "Invoices" SET "Title" = 'Autre' WHERE "Number" = 'F-000002'""");

        Assert.Equal(new(1, 1), Boreal.Value(await boreal.Portal.Get<RunIntegrityChecks>().RunAsync(default)));
        Assert.Equal(new(0, 0), Boreal.Value(await boreal.Portal.Get<RunIntegrityChecks>().RunAsync(default)));

        var shown = Boreal.Value(await boreal.Portal.Get<ShowIntegrity>().RunAsync(new(id, first), default));
        Assert.Equal(("Ada Admin", 2L, 2L, 1, 100), (shown.Selected!.StartedBy, shown.Selected.Target, shown.Selected.LastSequence, shown.Selected.Found, shown.Selected.Percent));
        Assert.Equal((shown.Hash, boreal.Portal.Clock.GetUtcNow().UtcDateTime), (shown.Selected.LastHash, shown.Selected.FinishedAt));
        Assert.Equal(("F-000002", "title", "Travaux", "Autre"), shown.Differences.Select(d => (d.Document, d.Field, d.Before, d.Now)).Single());
        Assert.NotEqual(first, Boreal.Value(await boreal.Portal.Get<StartIntegrityCheck>().RunAsync(id, default)));
        boreal.Portal.User = TestUser.With(Permissions.SettingsManage);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<StartIntegrityCheck>().RunAsync(id, default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ShowClosing>().RunAsync(new(id, default, default), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Check_ThatFails_IsTriedAgainGivenUpAndMayBeAskedForAnew(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssueAsync(1);
        var id = boreal.Entity.Id;
        var first = Boreal.Value(await boreal.Portal.Get<StartIntegrityCheck>().RunAsync(id, default));
        await using var db = boreal.Portal.Open();
        await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "WriteOffs" RENAME TO "Elsewhere" """);
        for (var run = 1; run <= 3; run++)
        {
            Assert.Null(Boreal.Value(await boreal.Portal.Get<ShowIntegrity>().RunAsync(new(id), default)).Selected!.FailedAt);
            Assert.Equal(new(0, 0), Boreal.Value(await boreal.Portal.Get<RunIntegrityChecks>().RunAsync(default)));
        }

        var failed = Boreal.Value(await boreal.Portal.Get<ShowIntegrity>().RunAsync(new(id), default)).Selected!;
        Assert.Equal((boreal.Portal.Clock.GetUtcNow().UtcDateTime, (DateTime?)null), (failed.FailedAt, failed.FinishedAt));
        Assert.Contains("WriteOffs", failed.Failure, StringComparison.Ordinal);

        await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Elsewhere" RENAME TO "WriteOffs" """);
        Assert.NotEqual(first, Boreal.Value(await boreal.Portal.Get<StartIntegrityCheck>().RunAsync(id, default)));
        Assert.Equal(new(1, 0), Boreal.Value(await boreal.Portal.Get<RunIntegrityChecks>().RunAsync(default)));
    }

    [Theory, EachDatabase]
    public async Task Closing_OfAPeriod_HasItsTotalsAndTheEndOfTheChain(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoices = await boreal.IssueAsync(3);
        await boreal.PayAsync(invoices[0], 10m);
        boreal.Portal.Clock.Advance(TimeSpan.FromDays(40));
        await boreal.IssueAsync(1);
        var records = await boreal.RecordsAsync();

        var closing = Boreal.Value(await boreal.Portal.Get<ShowClosing>().RunAsync(new(boreal.Entity.Id, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31)), default));

        Assert.Equal(
            [new(SealedKind.Invoice, "CAD", 3, "F-000001", "F-000003", invoices.Sum(i => i.Total)), new(SealedKind.Payment, "CAD", 1, "PA-000001", "PA-000001", 10m),
                new(SealedKind.Allocation, "CAD", 1, "PA-000001", "PA-000001", 10m)],
            closing.Lines.Select(l => l.Kind is SealedKind.Payment or SealedKind.Allocation ? l with { First = "PA-000001", Last = "PA-000001" } : l));
        Assert.Equal((5L, records[4].Hash, 6L, records[5].Hash), (closing.EndSequence, closing.EndHash, closing.ChainSequence, closing.ChainHash));
    }

    [Theory, EachDatabase]
    public async Task Record_ChangedOrDeletedByTheApplication_IsAFault(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssueAsync(1);
        await using var db = boreal.Portal.Open();
        db.Remove(await db.SealedRecords.SingleAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
    }

    /// <summary>A new kind of booked document must be sealed too: see <see cref="Chain.Seal"/>.</summary>
    [Fact]
    public void EveryBookedDocument_HasAKindOfSeal() =>
        Assert.Empty(Enum.GetNames<EntrySource>().Except(Enum.GetNames<SealedKind>()));

    [Fact]
    public async Task EveryKindOfSeal_CanBeChecked()
    {
        await using var portal = await TestPortal.StartAsync(DatabaseProvider.Sqlite);
        Assert.Equal(Enum.GetValues<SealedKind>(), portal.Get<IEnumerable<ISealSource>>().Select(s => s.Kind).Order());
    }
}
