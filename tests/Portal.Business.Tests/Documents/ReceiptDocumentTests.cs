using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Payments.Documents;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Documents;

public sealed class ReceiptDocumentTests
{
    [ToolFact("pdftotext")]
    public async Task Receipt_TellsWhatWasPaid_HowAndForWhat()
    {
        await using var portal = await TestPortal.StartAsync(DatabaseProvider.Sqlite);
        await using var db = portal.Open();
        var quebec = await SampleDocuments.OfAsync(db, portal.Clock, DemoCompanies.Quebec);
        var model = Model(quebec);
        var file = await portal.Get<ReceiptDocuments>().RenderAsync(db, model, default);
        var again = await portal.Get<ReceiptDocuments>().RenderAsync(db, model, default);

        Assert.Equal("Reçu REC-000007.pdf", file.Name);
        Assert.Equal(file.Bytes, again.Bytes);
        DocumentText.InThisOrder(
            DocumentText.Flat(file.Bytes), "Atelier Boréal inc.", "Reçu", "REC-000007", "Reçu de", "Imprimerie du Fleuve inc.", "Payé le 2026-03-09",
            "Mode de paiement Carte", "Référence pi_3Nabc", "Montant reçu 250,00 $", "Factures payées", "F-000012 2026-03-02 160,97 160,97 0,00",
            "F-000013 2026-03-03 500,00 80,00 420,00", "Porté à votre crédit 9,03 $", "Montant reçu (CAD) 250,00 $", "Nous avons bien reçu votre paiement.");
    }

    [ToolFact("pdftotext")]
    public async Task Receipt_InEnglish_OfACompanyInQuebec_IsFollowedByTheFrench()
    {
        await using var portal = await TestPortal.StartAsync(DatabaseProvider.Sqlite);
        await using var db = portal.Open();
        var company = await SampleDocuments.OfAsync(db, portal.Clock, DemoCompanies.Quebec);
        var file = await portal.Get<ReceiptDocuments>().RenderAsync(db, Model(company) with { Language = "en-CA" }, default);

        DocumentText.InThisOrder(
            DocumentText.Flat(file.Bytes), "Receipt", "La version française suit", "Method Card", "We have received your payment.", "Reçu", "Mode de paiement Carte", "Nous avons bien reçu votre paiement.");
    }

    private static ReceiptModel Model(SampleDocuments company)
    {
        var parties = company.Parties();
        return new ReceiptModel(
            company.Entity.Id, parties.Seller, parties.BilledTo, "fr-CA", "CAD", "REC-000007", new DateOnly(2026, 3, 9), new LocalText("Carte", "Card"), "pi_3Nabc", 250m,
            [
                new ReceiptAllocation("F-000012", new DateOnly(2026, 3, 2), 160.97m, 160.97m, 0m),
                new ReceiptAllocation("F-000013", new DateOnly(2026, 3, 3), 500m, 80m, 420m),
            ],
            9.03m,
            SampleDocuments.Now);
    }
}
