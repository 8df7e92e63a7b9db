using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Catalog;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Accounting;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Integrity;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Invoicing;

/// <summary>
/// Whatever lines, discounts, rates, credits and payments an invoice has: its figures add up, and list, page, PDF, journal, FEC and
/// portal show the same ones.
/// </summary>
public sealed class SameFiguresTests
{
    private const int Invoices = 8;

    private sealed record Line(decimal Quantity, decimal Price, decimal Discount, int Code);

    private sealed record Drawn(IReadOnlyList<Line> Lines, int CreditPercent, int PayPercent);

    private sealed record Figures(decimal Net, decimal Tax, decimal Total, decimal Credited, decimal Paid, decimal Balance);

    [ToolFact("pdftotext")]
    public async Task Figures_OfAnyInvoice_AddUpAndAreTheSameEverywhere()
    {
        foreach (var (provider, seed) in TestDatabases.Found.Select((p, i) => (p, i)))
        {
            await using var boreal = await Boreal.FranceAsync(provider);
            await using var db = boreal.Portal.Open();
            (await db.LegalEntities.SingleAsync(e => e.Id == boreal.Entity.Id)).Numbers = RegistrationNumbers.None with { Siren = "732829320", VatId = "FR44732829320" };
            await db.SaveChangesAsync();
            var codes = await db.TaxCodes.AsNoTracking().Where(c => c.LegalEntityId == boreal.Entity.Id).OrderBy(c => c.Code).Select(c => c.Id).ToListAsync();
            var seen = new List<Invoice>();
            foreach (var drawn in Cases().Sample(20 + seed, Invoices))
            {
                seen.Add(await LiveAsync(boreal, drawn, codes));
            }

            Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
            await CompareScreensAsync(boreal, seen);
            await CompareBooksAsync(boreal, seen);
        }
    }

    private static async Task<Invoice> LiveAsync(Boreal boreal, Drawn drawn, List<long> codes)
    {
        var invoice = await boreal.IssuedAsync([.. drawn.Lines.Select(l => new InvoiceLine.Values(
            "Travaux", l.Quantity, "", l.Price, l.Discount, codes[l.Code % codes.Count], boreal.Income.Id))]);
        if (drawn.PayPercent > 0 && Money.Round(invoice.Total * drawn.PayPercent / 100) is > 0 and var paid)
        {
            await boreal.PayAsync(invoice, paid);
        }

        if (drawn.CreditPercent > 0 && Money.Round(invoice.Total * drawn.CreditPercent / 100) > 0)
        {
            Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
            invoice = await boreal.FindAsync(invoice.Id);
            await boreal.Portal.Get<CreditInvoice>().RunAsync(
                new CreditInvoice.Input(
                    invoice.Id, invoice.Version, null, false, "Geste", false,
                    drawn.CreditPercent == 100 ? null : new CreditAmount(Money.Round(invoice.Total * drawn.CreditPercent / 100), TaxIncluded: true)),
                default);
        }

        return AddUp(await boreal.FindAsync(invoice.Id));
    }

    private static Invoice AddUp(Invoice invoice)
    {
        Assert.Equal(invoice.Lines.Sum(l => l.Net), invoice.Net);
        Assert.Equal(invoice.Taxes.Sum(t => t.Amount), invoice.Tax);
        Assert.Equal(invoice.Net + invoice.Taxes.Sum(t => t.Amount), invoice.Total);
        Assert.Equal(invoice.Total, invoice.Instalments.Sum(i => i.Amount));
        Assert.InRange(invoice.Credited, 0, invoice.Total);
        Assert.Equal(invoice.Total - invoice.Credited - invoice.Paid, invoice.Balance);
        Assert.True(invoice.Balance >= 0);
        return invoice;
    }

    private static async Task CompareScreensAsync(Boreal boreal, List<Invoice> invoices)
    {
        var listed = Boreal.Value(await boreal.Portal.Get<ListInvoices>().RunAsync(new ListInvoices.Filter(Kind: InvoiceKind.Invoice), new PageRequest(Size: 100), default));
        Assert.Equal((invoices.Sum(i => i.Net), invoices.Sum(i => i.Total), invoices.Sum(i => i.Balance)), listed.Sums.Select(s => (s.Net, s.Total, s.Balance)).Single());
        var staff = boreal.Portal.User;
        var own = TestUser.OfClients(boreal.Client.Id);
        boreal.Portal.User = own;
        var ownList = Boreal.Value(await boreal.Portal.Get<ListOwnInvoices>().RunAsync(new(new PageRequest(Size: 100)), default)).Page.Rows;
        foreach (var invoice in invoices)
        {
            var figures = Of(invoice);
            var row = listed.Page.Rows.Single(r => r.Id == invoice.Id);
            Assert.Equal(figures, new Figures(row.Net, row.Total - row.Net, row.Total, row.Credited, row.Paid, row.Balance));
            boreal.Portal.User = staff;
            var page = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(invoice.Id), default));
            Assert.Equal(figures, new Figures(page.Sums.Net, page.Taxes.Sum(t => t.Amount), page.Sums.Total, page.Sums.Credited, page.Sums.Paid, page.Sums.Balance));
            boreal.Portal.User = own;
            var shown = Boreal.Value(await boreal.Portal.Get<ShowOwnInvoice>().RunAsync(invoice.Id, default));
            Assert.Equal(figures, new Figures(shown.Net, shown.Taxes.Sum(t => t.Amount), shown.Total, shown.Credited, shown.Payments.Sum(p => p.Amount), shown.Balance));
            Assert.Equal((figures.Total, figures.Balance), ownList.Where(r => r.Id == invoice.Id).Select(r => (r.Total, r.Balance)).Single());
            await ComparePdfAsync(boreal, invoice);
        }

        boreal.Portal.User = staff;
    }

    private static async Task ComparePdfAsync(Boreal boreal, Invoice invoice)
    {
        await using var db = boreal.Portal.Open();
        var pdf = await db.StoredDocuments.Where(d => d.SubjectId == invoice.Id).Select(d => d.Content!.Bytes).SingleAsync();
        var text = DocumentText.Flat(pdf);
        var formats = Formats.For(invoice.Language);
        DocumentText.ContainsAll(text, [
            Plain(formats.Number(invoice.Net)), Plain(formats.Number(invoice.Total)), .. invoice.Taxes.Select(t => Plain(formats.Number(t.Amount))), .. invoice.Lines.Select(l => Plain(formats.Number(l.Net))),
        ]);
    }

    private static async Task CompareBooksAsync(Boreal boreal, List<Invoice> invoices)
    {
        var fec = FecChecker.Read(await BookExportTests.BytesAsync(Boreal.Value(await boreal.Portal.Get<ExportFec>().RunAsync(new(boreal.Entity.Id, 2026), default))));
        var csv = Encoding.UTF8.GetString(await BookExportTests.BytesAsync(Boreal.Value(await boreal.Portal.Get<ExportJournal>().RunAsync(
            new(boreal.Entity.Id, HandOverForm.Csv, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), default)))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(l => l.TrimEnd('\r').Split(',')).ToList();
        foreach (var invoice in invoices)
        {
            var own = fec.Where(l => l["PieceRef"] == invoice.Number).ToList();
            Assert.Equal((invoice.Total, invoice.Net, invoice.Tax), Booked(own.Select(l => (l["CompteNum"], l.Debit, l.Credit))));
            var rows = csv.Where(r => r[4] == invoice.Number);
            Assert.Equal((invoice.Total, invoice.Net, invoice.Tax), Booked(rows.Select(r => (r[5], Amount(r[^5]), Amount(r[^4])))));
        }
    }

    /// <summary>What the client owes, what is income, what is tax: by the classes of the French chart of accounts.</summary>
    private static (decimal Total, decimal Net, decimal Tax) Booked(IEnumerable<(string Account, decimal Debit, decimal Credit)> lines)
    {
        var all = lines.ToList();
        decimal Of(string accounts) => all.Where(l => l.Account.StartsWith(accounts, StringComparison.Ordinal)).Sum(l => l.Debit - l.Credit);
        return (Of("411"), -Of("7"), -Of("44"));
    }

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static Figures Of(Invoice i) => new(i.Net, i.Tax, i.Total, i.Credited, i.Paid, i.Balance);

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');

    private static Gen<Drawn> Cases() =>
        from count in Gen.Choose(1, 6)
        from lines in Gen.ListOf(
            from quantity in Gen.Choose(1, 999)
            from places in Gen.Elements(1m, 10m, 10_000m)
            from price in Gen.Choose(1, 9_999_999)
            from cents in Gen.Elements(100m, 10_000m, 1_000_000m)
            from discount in Gen.Elements(0m, 0m, 10m, 33.333333m, 99.5m)
            from code in Gen.Choose(0, 9)
            select new Line(quantity / places, price / cents, discount, code), count)
        from credit in Gen.Elements(0, 0, 1, 37, 100)
        from pay in Gen.Elements(0, 13, 50, 100)
        select new Drawn([.. lines], credit, pay);
}
