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

    /// <summary>Numbers of the documents whose groups are settled at the end.</summary>
    private static async Task<List<string>> LiveThroughAsync(Boreal boreal)
    {
        await using (var db = boreal.Portal.Open())
        {
            (await db.LegalEntities.FindAsync(boreal.Entity.Id))!.Numbers = RegistrationNumbers.None with { Siren = "732829320" };
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
