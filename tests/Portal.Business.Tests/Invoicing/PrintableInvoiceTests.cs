using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Interventions;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Invoicing;

/// <summary>A legal document shows no sign in place of another.</summary>
public sealed class PrintableInvoiceTests
{
    [Theory, EachDatabase]
    public async Task Invoice_WithLettersThatTheFontsLack_IsNotIssued_AndSaysWhich(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await using (var db = boreal.Portal.Open())
        {
            (await db.Clients.SingleAsync(c => c.Id == boreal.Client.Id)).Name = "Érable 株式";
            await db.SaveChangesAsync();
        }

        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose 🙂", 1, 100), boreal.InvoiceLine("∛ de 8 👍🏽", 1, 10));

        var refused = (await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default)).Refusals;

        Assert.Equal(["Invoicing.LineNotPrintable: 2 ∛", "Invoicing.TextNotPrintable: 株式"], refused.Select(r => $"{r.Code}: {string.Join(' ', r.Args)}").Order(StringComparer.Ordinal));
        Assert.Equal(refused.Select(r => r.Code), Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(id), default)).Missing.Select(r => r.Code));
    }

    [Theory, EachDatabase]
    public async Task RequestThatAClientWroteFreely_IsQuotedAndInvoicedInOneStep_WithWhatDocumentsShow(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var mixed = await boreal.RequestAsync(RequestScene.Head("Panne 李小龍 🚀 du portail"), [boreal.Line("Pose", 1, 100)]);
        var alone = await boreal.RequestAsync(RequestScene.Head("李小龍 🚀"), [boreal.Line("Pose", 1, 100)]);

        var first = Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new(mixed.Id, Issue: true), default));
        var quote = Boreal.Value(await boreal.Portal.Get<QuoteRequest>().RunAsync(new(alone.Id), default));

        await using var db = boreal.Portal.Open();
        Assert.Equal("Panne du portail", (await db.Invoices.SingleAsync(i => i.Id == first)).Title);
        Assert.Equal(alone.Number, (await db.Quotes.SingleAsync(q => q.Id == quote)).Title);
    }

    [Theory, EachDatabase]
    public async Task JobsNamedByClients_OnOneInvoice_AreIssued(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var asked = await boreal.RequestAsync(RequestScene.Head("李小龍 🚀"), [boreal.Line("Vis", 1, 100)]);
        foreach (var request in new[] { await boreal.RequestAsync(boreal.Line("Pose", 1, 1000)), asked })
        {
            var proforma = Boreal.Value(await boreal.Portal.Get<InvoiceRequest>().RunAsync(new(request.Id), default));
            Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new(proforma, 0), default));
        }

        await using var db = boreal.Portal.Open();
        var lines = await db.Set<JobLine>().Where(l => l.InvoicedQuantity == 0).Select(l => new DraftInvoice.LineQuantity(l.Id, l.Quantity)).ToListAsync();

        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new(null, asked.JobId, lines, Issue: true), default));

        var job = await db.Jobs.Where(j => j.Id == asked.JobId).Select(j => j.Number).SingleAsync();
        Assert.Contains(job, await db.Set<InvoiceLine>().Where(l => l.InvoiceId == id && l.Kind == InvoiceLineKind.Section).Select(l => l.Description).ToListAsync());
    }

    [ToolFact("pdftotext")]
    public async Task Invoice_WithEmoji_IsIssuedWithoutThem()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose 🙂 d’enseigne 👷‍♀️", 1, 100));

        await using var db = boreal.Portal.Open();
        var text = DocumentText.Flat(await db.StoredDocuments.Where(d => d.SubjectId == invoice.Id && d.Kind == DocumentKinds.Invoice).Select(d => d.Content!.Bytes).SingleAsync());

        DocumentText.InThisOrder(text, "Pose", "d’enseigne", "100,00");
        Assert.DoesNotContain("\uFFFD", text, StringComparison.Ordinal);
    }
}
