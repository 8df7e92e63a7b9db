using System.IO.Compression;
using System.Security.Cryptography;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Tests.Integrity;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounting;

public sealed class ExportArchiveTests
{
    [Theory, EachDatabase]
    public async Task Archive_OfAFiscalYear_HoldsBooksChainAndDocumentsWithTheirHashes(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoices = await boreal.IssueAsync(2);
        await boreal.PayAsync(invoices[0], 10m);

        using var file = new MemoryStream(await BookExportTests.BytesAsync(Boreal.Value(await boreal.Portal.Get<ExportArchive>().RunAsync(new(boreal.Entity.Id, 2026), default))));

        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        Assert.Equal(
            ["SHA256SUMS", $"chain-{boreal.Entity.Id}.txt", "documents/F-000001.pdf", "documents/F-000002.pdf", "journal-20260101-20261231.csv"],
            zip.Entries.Select(e => e.FullName).Where(n => !n.StartsWith("receipts/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Single(zip.Entries, e => e.FullName.StartsWith("receipts/", StringComparison.Ordinal));
        using var sums = new StreamReader(zip.GetEntry("SHA256SUMS")!.Open());
        var listed = (await sums.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split("  ")).ToDictionary(l => l[1], l => l[0]);
        Assert.Equal(zip.Entries.Count - 1, listed.Count);
        foreach (var entry in zip.Entries.Where(e => e.FullName != "SHA256SUMS"))
        {
            using var content = entry.Open();
            Assert.Equal(listed[entry.FullName], Convert.ToHexStringLower(await SHA256.HashDataAsync(content)));
        }

        boreal.Portal.User = TestUser.InRole(DefaultRoles.BillingClerk);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ExportArchive>().RunAsync(new(boreal.Entity.Id, 2026), default)).Refusal);
    }
}
