using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Documents;
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

    [ToolFact("pdftotext")]
    public async Task Invoice_WithEmoji_IsIssuedWithoutThem()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose 🙂 d’enseigne 👷‍♀️", 1, 100));

        await using var db = boreal.Portal.Open();
        var text = DocumentText.Flat(await db.StoredDocuments.Where(d => d.SubjectId == invoice.Id && d.Kind == InvoiceIssuing.DocumentKind).Select(d => d.Content!.Bytes).SingleAsync());

        DocumentText.InThisOrder(text, "Pose", "d’enseigne", "100,00");
        Assert.DoesNotContain("\uFFFD", text, StringComparison.Ordinal);
    }
}
