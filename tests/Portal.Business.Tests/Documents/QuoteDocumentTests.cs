using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Quotes;
using Portal.Business.Quotes.Documents;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Documents;

public sealed class QuoteDocumentTests
{
    private static readonly Approval ByClient =
        new("Julie Tremblay", SampleDocuments.Now, "203.0.113.9", new string('a', 60) + "beef", false, "", SamplePng.Bytes);

    [Fact]
    public async Task Quote_RenderedTwice_HasTheSameBytes()
    {
        var quote = await ModelAsync(DemoCompanies.Quebec, "fr-CA");

        Assert.Equal(QuoteDocument.Render(quote), QuoteDocument.Render(quote));
        Assert.Equal(QuoteDocument.Render(quote, ByClient), QuoteDocument.Render(quote, ByClient));
    }

    [ToolFact("pdftotext")]
    public async Task Quote_IsCalledAsInItsCountry_AndShowsOptionsApart()
    {
        var quebec = DocumentText.Flat(QuoteDocument.Render(await ModelAsync(DemoCompanies.Quebec, "fr-CA")));
        DocumentText.InThisOrder(
            quebec, "Soumission", "S-000014", "Préparé pour", "Imprimerie du Fleuve inc.", "Valide jusqu’au 2026-04-01", "Dossier J-000031", "Réaménagement", "Bonjour",
            "Lettrage de vitrine 20 pi 14,50 TPS + TVQ 290,00", "Options", "Éclairage", "En option", "1 100,00 10 % TPS + TVQ 90,00", "Sous-total, sans les options 290,00 $",
            "TPS 5 %", "14,50 $", "TVQ 9,975 %", "28,93 $", "Total (CAD) 333,43 $", "Calendrier de paiement", "30 % à l’approbation 30 % 100,03 $",
            "70 % le 2026-04-15 70 % 233,40 $", "Prix fermes", "Bon pour accord", "Nom et fonction");

        var france = DocumentText.Flat(QuoteDocument.Render(await ModelAsync(DemoCompanies.France, "fr-FR")));
        DocumentText.InThisOrder(
            france, "SIRET : 954 330 122 00019", "Devis", "Valable jusqu’au 01/04/2026", "Total HT, hors options 290,00 €", "TVA 20 % 58,00 €", "Total TTC (EUR) 348,00 €",
            "Échéancier de règlement", "Bon pour accord");

        var english = DocumentText.Flat(QuoteDocument.Render(await ModelAsync(DemoCompanies.France, "en-CA")));
        DocumentText.InThisOrder(english, "Quote", "Valid until 2026-04-01", "Subtotal, without options €290.00", "VAT 20% €58.00", "Agreed");
    }

    [ToolFact("pdftotext")]
    public async Task Draft_SaysSo_AndCannotBeSigned()
    {
        var text = DocumentText.Flat(QuoteDocument.Render(await ModelAsync(DemoCompanies.Quebec, "fr-CA") with { IsDraft = true }));

        Assert.DoesNotContain("Bon pour accord", text, StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public async Task Schedule_WhoseInvoicesComeToAnotherTotal_SaysSo()
    {
        var quote = await ModelAsync(DemoCompanies.Quebec, "fr-CA");
        var noted = quote with { Schedules = [quote.Schedules[0] with { Note = "Ensemble, les factures font 333,44 $." }] };

        DocumentText.InThisOrder(DocumentText.Flat(QuoteDocument.Render(noted)), "70 % le 2026-04-15", "Ensemble, les factures font 333,44 $.", "Prix fermes");
    }

    [ToolFact("pdftotext", "pdfimages")]
    public async Task SignedQuote_KeepsWhoWhenAndWhat()
    {
        var pdf = QuoteDocument.Render(await ModelAsync(DemoCompanies.Quebec, "fr-CA", chosen: true), ByClient);

        DocumentText.InThisOrder(
            DocumentText.Flat(pdf), "Soumission", "Approuvée", "Option retenue", "Sous-total, options comprises 380,00 $", "Total (CAD) 436,91 $", "Approuvée par Julie Tremblay",
            "Date et heure 2026-03-02 10 h 00 (UTC-05:00)", "Adresse réseau 203.0.113.9", "Document approuvé (SHA-256) " + ByClient.Sha256);
        Assert.DoesNotContain("Bon pour accord", DocumentText.Flat(pdf), StringComparison.Ordinal);
        Assert.Contains(" 4     2 ", Tool.Run("pdfimages", "-list {0}", pdf), StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public async Task SignedQuote_OnBehalf_SaysWhoRecordedItAndWhy_AndLivesWithABrokenSignature()
    {
        var approval = new Approval("Ada Admin", SampleDocuments.Now, "", "", true, "Accord donné par téléphone", [1, 2, 3]);
        var text = DocumentText.Flat(QuoteDocument.Render(await ModelAsync(DemoCompanies.France, "fr-FR"), approval));

        DocumentText.InThisOrder(text, "Option non retenue", "Consigné au nom du client par Ada Admin", "02/03/2026 16:00 (UTC+01:00)", "Motif Accord donné par téléphone");
        Assert.DoesNotContain("Adresse réseau", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SHA-256", text, StringComparison.Ordinal);
    }

    [ToolFact("pdftotext", "qpdf")]
    public async Task HostileTexts_LeaveTheQuoteValid()
    {
        var quote = await ModelAsync(DemoCompanies.France, "fr-FR") with
        {
            Title = new string('T', 200),
            Introduction = string.Join('\n', Enumerable.Repeat("\u0007 ‮ שלום 😀 <b>%s</b> " + new string('w', 120), 100)),
            Terms = new string('z', 20_000),
            Responsible = new string('@', 200),
        };
        var pdf = QuoteDocument.Render(quote);

        Assert.Contains("No syntax or stream encoding errors", Tool.Run("qpdf", "--check {0}", pdf), StringComparison.Ordinal);
        Assert.Contains("Bon pour accord", DocumentText.Of(pdf), StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public async Task Quote_InEnglishOfACompanyInQuebec_IsFollowedByTheFrench_AsIsItsSignedDocument()
    {
        await using var boreal = await Boreal.QuebecAsync(DatabaseProvider.Sqlite);
        await using (var db = boreal.Portal.Open())
        {
            (await db.Clients.SingleAsync(c => c.Id == boreal.Client.Id)).Language = boreal.Client.Language = "en-CA";
            await db.SaveChangesAsync();
        }

        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 140)]);
        var drawn = DocumentText.Flat(Boreal.Value(await boreal.Portal.Get<DownloadQuote>().RunAsync(new(quote.Id), default)).Bytes);
        DocumentText.InThisOrder(drawn, "Quote", "French version follows", "Pose", "GST 5%", "Agreed", "Soumission", "Pose", "TPS 5 %", "Bon pour accord");

        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(
            new ApproveQuote.Input(quote.Id, null, [], null, "Marie Roy", null, "203.0.113.9", "Firefox", new string('c', 64), "By phone"), default));
        await using var stored = boreal.Portal.Open();
        var signed = await stored.StoredDocuments.Include(d => d.Content).SingleAsync(d => d.SubjectId == quote.Id && d.Kind == DocumentKinds.SignedQuote);
        DocumentText.InThisOrder(DocumentText.Flat(signed.Content!.Bytes), "Quote", "French version follows", "Marie Roy", "Soumission", "Marie Roy");
    }

    [Theory, EachDatabase]
    public async Task Approval_StoresTheSignedQuoteForTheClient(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var quote = await boreal.SentQuoteAsync([boreal.QuoteLine("Pose", 1, 140)]);
        var input = new ApproveQuote.Input(
            quote.Id, null, [], null, "Marie Roy", new DocumentFile("signature.png", "image/png", SamplePng.Bytes), "203.0.113.9", "Firefox", new string('c', 64), "Par téléphone");
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(input, default));

        await using var db = boreal.Portal.Open();
        var signed = await db.StoredDocuments.Include(d => d.Content).SingleAsync(d => d.SubjectId == quote.Id && d.Kind == DocumentKinds.SignedQuote);
        Assert.Equal($"{quote.FullNumber} signée.pdf", signed.FileName);
        Assert.Equal((DocumentVisibility.SharedWithClient, boreal.Client.Id), (signed.Visibility, signed.ClientId));
        Assert.StartsWith("%PDF-1.7", System.Text.Encoding.ASCII.GetString(signed.Content!.Bytes, 0, 8), StringComparison.Ordinal);
    }

    private static async Task<QuoteDocumentModel> ModelAsync(string company, string language, bool chosen = false)
    {
        await using var portal = await TestPortal.StartAsync(DatabaseProvider.Sqlite);
        await using var db = portal.Open();
        var sample = await SampleDocuments.OfAsync(db, portal.Clock, company);
        var code = sample.Taxes.Find(sample.TaxCodeId(company == DemoCompanies.Quebec ? "TPS+TVQ" : "TVA20"))!;
        var tax = QuoteDocument.TaxOf(code, SampleDocuments.Today, language);
        var totals = TaxCalculation.Calculate([(chosen ? 380m : 290m, code)], SampleDocuments.Today);
        var parts = Money.Split(totals.Total, [30m, 70m]);
        return new QuoteDocumentModel(
            language, await portal.Get<Letterheads>().GetAsync(db, sample.Entity.Id, sample.Entity.Version, default), sample.Parties().Seller, sample.Parties().Buyer,
            "S-000014", "J-000031", "Réaménagement de la vitrine", "PO-7781", "marie@atelier.example", SampleDocuments.Today, SampleDocuments.Today.AddDays(30),
            sample.Entity.Currency, "Bonjour,\nVoici notre offre.",
            [
                new QuoteDocumentLine("Lettrage de vitrine", 20, "pi", 14.5m, 0, 290m, tax, false, true),
                new QuoteDocumentLine("Éclairage du lettrage", 1, "", 100m, 10, 90m, tax, true, chosen),
            ],
            totals.Net, totals.Taxes, totals.Total,
            [new QuoteDocumentSchedule("", [new QuoteDocumentStage("30 % à l’approbation", 30, parts[0]), new QuoteDocumentStage("70 % le 2026-04-15", 70, parts[1])], "")],
            "Net 30 jours", "Prix fermes pendant la durée de validité.", "Merci de votre confiance.", false, SampleDocuments.Now);
    }
}
