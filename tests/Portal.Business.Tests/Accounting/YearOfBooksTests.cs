using Portal.Business.Accounting;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Companies;
using Portal.Business.Tests.Integrity;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Accounting;

/// <summary>A year of invoices, credit notes, payments and reversals with awkward texts, as other programs read it.</summary>
public sealed class YearOfBooksTests
{
    private const string Awkward = "L’Été\t\"à\";\n(Şişli) | *~ 100 % = {x}\\";

    [ToolFact("hledger")]
    public async Task Year_Exported_BalancesInHledgerAndPassesTheFecCheckerWithItsLetters()
    {
        foreach (var provider in TestDatabases.Found)
        {
            await using var boreal = await Boreal.FranceAsync(provider);
            var settled = await LiveThroughAsync(boreal);

            var journal = Boreal.Value(await boreal.Portal.Get<ExportJournal>().RunAsync(
                new(boreal.Entity.Id, HandOverForm.Hledger, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), default));
            var path = Path.GetTempFileName();
            try
            {
                await File.WriteAllBytesAsync(path, await BookExportTests.BytesAsync(journal));
                Assert.Equal("", await BookExportTests.HledgerAsync(path, "check"));
                var total = await BookExportTests.HledgerAsync(path, "balance", "--flat", "--depth", "1", "-O", "csv");
                Assert.Equal("0", total.TrimEnd().Split('\n')[^1].Split("\",\"")[1].Trim('"', '\r'));
            }
            finally
            {
                File.Delete(path);
            }

            var lines = FecChecker.Read(await BookExportTests.BytesAsync(Boreal.Value(await boreal.Portal.Get<ExportFec>().RunAsync(new(boreal.Entity.Id, 2026), default))));
            Assert.Equal(lines.Sum(l => l.Debit), lines.Sum(l => l.Credit));
            Assert.Contains(lines, l => l["CompAuxLib"] == "L'Été \"à\"; (Sisli) | *~ 100 % = {x}\\");
            var letters = lines.Where(l => l["EcritureLet"].Length > 0).GroupBy(l => l["EcritureLet"]).ToDictionary(g => g.Key, g => g.ToList());
            Assert.All(letters.Values, g => Assert.Equal(g.Sum(l => l.Debit), g.Sum(l => l.Credit)));
            Assert.Equal(settled.Order(StringComparer.Ordinal), letters.Keys.Order(StringComparer.Ordinal));
        }
    }

    [ToolFact("hledger")]
    public async Task Year_ExportedWithOpeningBalances_BeginsWithWhatHledgerHasAtTheEndOfTheYearBefore()
    {
        foreach (var provider in TestDatabases.Found)
        {
            await using var boreal = await Boreal.FranceAsync(provider);
            await LiveThroughAsync(boreal);
            boreal.Portal.Clock.Set(new DateTime(2027, 2, 3, 9, 0, 0, DateTimeKind.Utc));
            await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100));
            Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));

            var fec = boreal.Portal.Get<ExportFec>();
            Assert.DoesNotContain(await LinesAsync(new(boreal.Entity.Id, 2026, WithOpening: true), withOpening: false), l => l["JournalCode"] == "AN");
            var plain = await LinesAsync(new(boreal.Entity.Id, 2027), withOpening: false);
            var lines = await LinesAsync(new(boreal.Entity.Id, 2027, WithOpening: true), withOpening: true);
            var opening = lines.TakeWhile(l => l["JournalCode"] == "AN").ToList();
            Assert.Equal(plain.Select(l => string.Join('\t', l.Fields)), lines.Skip(opening.Count).Select(l => string.Join('\t', l.Fields)));
            Assert.All(opening, l => Assert.Equal(("20270101", "20270101"), (l["EcritureDate"], l["ValidDate"])));
            Assert.Equal(opening.Sum(l => l.Debit), opening.Sum(l => l.Credit));

            var theirs = await EndOf2026Async(boreal);
            Assert.Equal(
                theirs.Where(b => b.Key[0] is not ('6' or '7')).OrderBy(b => b.Key, StringComparer.Ordinal),
                opening.Where(l => !l["CompteNum"].StartsWith("12", StringComparison.Ordinal))
                    .Select(l => KeyValuePair.Create($"{l["CompteNum"]} {l["CompAuxNum"]}".Trim(), l.Debit - l.Credit)).OrderBy(b => b.Key, StringComparer.Ordinal));
            var result = Assert.Single(opening, l => l["CompteNum"].StartsWith("12", StringComparison.Ordinal));
            Assert.Equal(("120000", theirs.Where(b => b.Key[0] is '6' or '7').Sum(b => b.Value)), (result["CompteNum"], result.Debit - result.Credit));

            async Task<IReadOnlyList<FecChecker.Line>> LinesAsync(ExportFec.Input input, bool withOpening) =>
                FecChecker.Read(await BookExportTests.BytesAsync(Boreal.Value(await fec.RunAsync(input, default))), withOpening);
        }
    }

    /// <summary>Balances by account and client, as hledger computes them from the journal.</summary>
    private static async Task<Dictionary<string, decimal>> EndOf2026Async(Boreal boreal)
    {
        var journal = Boreal.Value(await boreal.Portal.Get<ExportJournal>().RunAsync(
            new(boreal.Entity.Id, HandOverForm.Hledger, new DateOnly(2026, 1, 1), new DateOnly(2027, 12, 31)), default));
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, await BookExportTests.BytesAsync(journal));
            var balance = await BookExportTests.HledgerAsync(path, "balance", "--flat", "--no-total", "-e", "2027-01-01", "-O", "csv");
            return balance.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Trim('"', '\r').Split("\",\"")).ToDictionary(
                f => string.Join(' ', f[0].Split(':').Select(part => part.Split(' ')[0])),
                f => decimal.Parse(f[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Numbers of the documents whose groups are settled at the end.</summary>
    private static async Task<List<string>> LiveThroughAsync(Boreal boreal)
    {
        await using (var db = boreal.Portal.Open())
        {
            (await db.LegalEntities.FindAsync(boreal.Entity.Id))!.Numbers = RegistrationNumbers.None with { Siren = "732829320", VatId = "FR44732829320" };
            (await db.Clients.FindAsync(boreal.Client.Id))!.Name = Awkward;
            await db.SaveChangesAsync();
        }

        var settled = new List<string>();
        for (var month = 1; month <= 12; month++)
        {
            boreal.Portal.Clock.Set(new DateTime(2026, month, 3, 9, 0, 0, DateTimeKind.Utc));
            var paid = await boreal.IssuedAsync(boreal.InvoiceLine(Awkward, 3, 33.333333m * month), boreal.InvoiceLine("Pose", 1.5m, 0.07m));
            var open = await boreal.IssuedAsync(boreal.InvoiceLine(Awkward, month, 140));
            boreal.Portal.Clock.Advance(TimeSpan.FromDays(9));
            await boreal.PayAsync(paid, paid.Total);
            settled.Add(paid.Number!);
            switch (month % 4)
            {
                case 0:
                    await boreal.CreditAsync(open);
                    settled.Add(open.Number!);
                    break;
                case 1:
                    var bounced = await boreal.PayAsync(open, 1.01m);
                    await boreal.ReverseAsync(bounced);
                    await using (var db = boreal.Portal.Open())
                    {
                        settled.Add((await db.Payments.FindAsync(bounced))!.Number);
                    }

                    break;
                default:
                    await boreal.PayAsync(open, 12.34m);
                    break;
            }
        }

        Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
        return settled;
    }
}
