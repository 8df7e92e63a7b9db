using Microsoft.EntityFrameworkCore;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Operations;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>A document is drawn under the number that it will most likely get; it always shows the one that it got.</summary>
public sealed class NumbersAheadTests
{
    [Theory, EachDatabase]
    public async Task Document_OfAGuessThatCameTrue_ShowsItsNumbers(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await AtOnceAsync(boreal);
        await using (var db = boreal.Portal.Open())
        using (var place = NumbersAhead.Of(db, boreal.Entity.Id).LineUp(NumberedDocument.Invoice))
        {
            Assert.Equal("F-000002", place[NumberedDocument.Invoice]);
        }

        Assert.Equal("F-000002", (await AtOnceAsync(boreal)).Number);

        await EachShowsItsNumbersAsync(boreal, 2);
    }

    [Theory, EachDatabase]
    public async Task Numbers_ThatAnotherNodeTook_AreOnNoDocumentOfThisOne(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await AtOnceAsync(boreal);
        await using (var other = boreal.Portal.Open())
        {
            await other.Set<NumberSeries>().Where(s => s.LegalEntityId == boreal.Entity.Id && s.Document == NumberedDocument.Invoice).ExecuteUpdateAsync(set => set.SetProperty(s => s.Next, s => s.Next + 5));
        }

        Assert.Equal("F-000007", (await AtOnceAsync(boreal)).Number);
        await using (var other = boreal.Portal.Open())
        {
            await other.Set<NumberSeries>().Where(s => s.LegalEntityId == boreal.Entity.Id && s.Document == NumberedDocument.Job).ExecuteUpdateAsync(set => set.SetProperty(s => s.Next, s => s.Next + 3));
        }

        Assert.Equal("F-000008", (await AtOnceAsync(boreal)).Number);
        var proforma = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 140));
        await using (var other = boreal.Portal.Open())
        {
            await other.Set<NumberSeries>().Where(s => s.LegalEntityId == boreal.Entity.Id && s.Document == NumberedDocument.Invoice).ExecuteUpdateAsync(set => set.SetProperty(s => s.Next, s => s.Next + 1));
        }

        Assert.Equal("F-000010", Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(proforma), default)));

        await EachShowsItsNumbersAsync(boreal, 4);
    }

    [Theory, EachDatabase]
    public async Task Numbers_GivenBack_GoToTheNextDocument_WithoutAGap(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await AtOnceAsync(boreal);
        await using (var db = boreal.Portal.Open())
        {
            await using var transaction = await db.BeginWriteAsync(default);
            Assert.Equal("F-000002", (await db.TakeNumberAsync(boreal.Entity.Id, NumberedDocument.Invoice, boreal.Entity.Today(boreal.Portal.Clock), default)).Value);
        }

        Assert.Equal("F-000002", (await AtOnceAsync(boreal)).Number);

        await EachShowsItsNumbersAsync(boreal, 2);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Documents_OfTwelveAtOnce_SomeRefused_ShowTheirNumbers(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await AtOnceAsync(boreal);

        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(() => DraftAsync(boreal, boreal.InvoiceLine("Pose", 1, 140), n % 4 == 3 ? boreal.Entity.Id + 1 : null))));

        Assert.Equal(9, made.Count(r => r.Succeeded));
        await EachShowsItsNumbersAsync(boreal, 10);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task WhoLinesUp_GuessesTheNumberBehindThoseBefore(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await using var db = boreal.Portal.Open();
        var line = NumbersAhead.Of(db, boreal.Entity.Id);
        using (var nobodyKnows = line.LineUp(NumberedDocument.Invoice))
        {
            Assert.Null(nobodyKnows[NumberedDocument.Invoice]);
        }

        line.Took(NumberedDocument.Invoice, 7, "F-", 6);
        using var first = line.LineUp(NumberedDocument.Job, NumberedDocument.Invoice);
        using var second = line.LineUp(NumberedDocument.Invoice);
        Assert.Equal(("F-000007", "F-000008", null), (first[NumberedDocument.Invoice], second[NumberedDocument.Invoice], first[NumberedDocument.Job]));

        line.Took(NumberedDocument.Invoice, 8, "F-", 6);
        first.Dispose();
        first.Dispose();
        using var third = line.LineUp(NumberedDocument.Invoice);
        Assert.Equal("F-000009", third[NumberedDocument.Invoice]);
    }

    private static async Task<Invoice> AtOnceAsync(Boreal boreal) => await boreal.FindAsync(Boreal.Value(await DraftAsync(boreal, boreal.InvoiceLine("Pose", 1, 140))));

    private static Task<Portal.Business.Common.Result<long>> DraftAsync(Boreal boreal, InvoiceLine.Values line, long? seller = null) =>
        boreal.Portal.Get<DraftInvoice>().RunAsync(
            new DraftInvoice.Input(boreal.Client.Id, null, Lines: [new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, line)], Issue: true, LegalEntityId: seller), default);

    private static async Task EachShowsItsNumbersAsync(Boreal boreal, int count)
    {
        await using var db = boreal.Portal.Open();
        var shown = await db.Invoices.Join(db.StoredDocuments, i => i.Id, d => d.SubjectId, (i, d) => new { i.Number, Job = db.Jobs.Single(j => j.Id == i.JobId).Number, i.SearchKey, d.FileName, d.Content!.Bytes }).ToListAsync();
        Assert.Equal(count, shown.Count);
        foreach (var invoice in shown)
        {
            var text = DocumentText.Flat(invoice.Bytes);
            DocumentText.ContainsAll(text, invoice.Number!, invoice.Job);
            Assert.DoesNotContain(shown, other => other != invoice && (text.Contains(other.Number!, StringComparison.Ordinal) || text.Contains(other.Job, StringComparison.Ordinal)));
            Assert.Equal(invoice.Number + ".pdf", invoice.FileName);
            Assert.Contains(Portal.Business.Common.Folding.Key(invoice.Number!), invoice.SearchKey, StringComparison.Ordinal);
        }
    }
}
