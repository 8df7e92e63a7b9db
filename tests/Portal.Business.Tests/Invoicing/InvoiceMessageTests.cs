using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Companies.UseCases;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Invoicing;

/// <summary>The message at the foot of a document.</summary>
public sealed class InvoiceMessageTests
{
    [ToolFact("pdftotext")]
    public async Task Message_OfTheSettings_StandsOnTheDocument_UnlessTheInvoiceHasItsOwn()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        var texts = Boreal.Value(await boreal.Portal.Get<ListFormTexts>().RunAsync(boreal.Entity.Id, default));
        var version = texts.Single(t => t.Form == Form.Invoice).Version;
        Boreal.Require(await boreal.Portal.Get<ChangeFormText>().RunAsync(
            new(boreal.Entity.Id, Form.Invoice, version, new LocalText("Fermé du 24 au 26 décembre.", "Closed from the 24th to the 26th of December.")), default));

        var usual = await IssueAsync(boreal, null);
        var own = await IssueAsync(boreal, "Livré au quai 4.");

        Assert.Contains("Fermé du 24 au 26 décembre.", usual, StringComparison.Ordinal);
        Assert.Contains("Livré au quai 4.", own, StringComparison.Ordinal);
        Assert.DoesNotContain("Fermé du 24", own, StringComparison.Ordinal);
    }

    /// <summary>The text of the issued document.</summary>
    private static async Task<string> IssueAsync(Boreal boreal, string? message)
    {
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(id), default));
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(
            new(id, shown.Version, shown.Head with { Message = message }, [.. shown.Lines.Select(l => new ProformaLines.Line(l.Id, InvoiceLineSource.Text, null, null, l.Values))]), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new(id), default));
        return DocumentText.Of(Boreal.Value(await boreal.Portal.Get<OpenInvoiceDocument>().RunAsync(new(id), default)).Bytes);
    }
}
