using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Business.Clients;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.Documents;
using Portal.Business.Reminders;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;
using Line = Portal.Business.Tests.Documents.SampleDocuments.Line;

namespace Portal.Business.Tests.Documents;

public sealed class InvoiceDocumentTests
{
    internal static readonly Line[] FrenchLines =
    [
        new("Isolation des combles\nLaine de verre 300 mm", 5, 35m, "TVA5.5", "m²", Product: "ISO-M2"),
        new("Pose d’enseigne", 3.25m, 62m, "TVA20", "h", 5, "PO-88", new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 28), "INST-H"),
        new("Cartes de visite", 2, 59m, "TVA20", "boîte", Product: "CV-500"),
    ];

    internal static readonly Line[] QuebecLines =
    [
        new("Impression de dépliants", 2500, 0.045m, "TPS+TVQ", "page", Product: "IMP-NB"),
        new("Livre relié", 3, 34.95m, "TPS", Product: "LIVRE"),
    ];

    [Theory, EachDatabase]
    public async Task Document_RenderedTwice_HasTheSameBytes(DatabaseProvider provider)
    {
        await using var portal = await TestPortal.StartAsync(provider);
        await using var db = portal.Open();
        var france = await SampleDocuments.OfAsync(db, portal.Clock, DemoCompanies.France);
        var original = france.Invoice("fr-FR", FrenchLines);
        db.Add(original);
        await db.SaveChangesAsync();
        foreach (var invoice in new[] { original, france.CreditNote(original, FrenchLines[0]), france.Proforma("en-CA", FrenchLines) })
        {
            var first = await portal.Get<InvoiceDocuments>().RenderAsync(db, invoice, france.Parties(), default);
            var again = await new InvoiceDocuments(new Letterheads(NullLogger<Letterheads>.Instance), new CompanyBooks()).RenderAsync(db, invoice, france.Parties(), default);

            Assert.Equal(first.Bytes, again.Bytes);
            Assert.Equal("application/pdf", first.ContentType);
            Assert.InRange(first.Bytes.Length, 1, 60_000);
        }
    }

    [Fact]
    public async Task FileName_SaysWhatItIs()
    {
        await using var portal = await TestPortal.StartAsync(DatabaseProvider.Sqlite);
        await using var db = portal.Open();
        var quebec = await SampleDocuments.OfAsync(db, portal.Clock, DemoCompanies.Quebec);
        var documents = portal.Get<InvoiceDocuments>();

        Assert.Equal("F-000012.pdf", (await documents.RenderAsync(db, quebec.Invoice("fr-CA", QuebecLines), quebec.Parties(), default)).Name);
        Assert.Equal("Proforma PF-000003.pdf", (await documents.RenderAsync(db, quebec.Proforma("fr-CA", QuebecLines), quebec.Parties(), default)).Name);
    }

    [ToolFact("pdftotext")]
    public async Task FrenchInvoice_HasEveryMentionOfTheLaw()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.France);
        var text = await drawn.TextAsync(drawn.Sample.Invoice("fr-FR", FrenchLines, "EOM30"));

        DocumentText.ContainsAll(
            text,
            "Facture", "F-000012", "Date d’émission 02/03/2026", "Échéance 30/04/2026", "30 jours fin de mois", "Bon de commande PO-7781",
            "Atelier Boréal, SAS au capital de 50 000,00 €", "RCS Lyon 954 330 122", "SIRET : 954 330 122 00019", "N° TVA : FR70954330122",
            "27 quai Saint-Antoine", "Boulangerie Meunier SARL", "12 rue Mercière", "69002 Lyon", "SIREN : 940 591 308", "N° TVA : FR92940591308",
            "Isolation des combles", "5 m² 35,00 5,5 % 175,00", "3,25 h 62,00 5 % 20 % 191,43", "Période du 01/02/2026 au 28/02/2026", "Bon de commande PO-88",
            "Total HT 484,43 €", "TVA 20 % 61,89 €", "TVA 5,5 % 9,63 €", "Total TTC (EUR) 555,95 €", "TVA 20 % 309,43 20 % 61,89",
            "À payer au plus tard le 30 avril 2026", "IBAN : FR88 3000 4000 3100 0123 4567 843", "BIC : BNPAFRPP",
            "Pas d’escompte pour paiement anticipé.", "majoré de 10 points (12,15 % par an au jour de la facture)", "sans qu’un rappel soit nécessaire",
            "frais de recouvrement en cas de retard de paiement d’un professionnel : 40,00 €.",
            "Nature de l’opération : livraison de biens et prestation de services.", "Page 1 sur 1");
        Assert.DoesNotContain("débits", text, StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public async Task FrenchInvoice_WithoutVat_SaysWhy()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.France);
        var text = await drawn.TextAsync(drawn.Sample.Invoice("fr-FR", [new("Conseil", 1, 100m, "FRANCHISE")]));

        DocumentText.ContainsAll(text, "TVA non applicable, art. 293 B du CGI", "Conseil 1 100,00 0 % 100,00", "Total à payer (EUR) 100,00 €");
    }

    [ToolFact("pdftotext")]
    public async Task QuebecInvoice_HasRegistrationNumbersNextToTheAmounts_AndTheYearlyInterest()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.Quebec);
        var text = await drawn.TextAsync(drawn.Sample.Invoice("fr-CA", QuebecLines));

        DocumentText.ContainsAll(
            text,
            "Facture", "F-000012", "Date 2026-03-02", "Échéance 2026-04-01", "Net 30 jours", "Imprimerie du Fleuve inc.", "À l’attention de Julie Tremblay",
            "Montréal (QC) H3C 1K7", "2 500 page 0,045 TPS + TVQ 112,50", "Livre relié 3 34,95 5 % 104,85", "Sous-total 217,35 $",
            "TPS 5 % No 840376552 RT0001 10,87 $", "TVQ 9,975 % No 1097402358 TQ0001 11,22 $", "Total (CAD) 239,44 $", "TVQ 112,50 9,975 % 11,22",
            "NEQ : 1173960310", "Institution : Caisse de la Montagne", "Transit : 00021-815 · Compte : 1234567", "Chèque à l’ordre de : Atelier Boréal inc.",
            "votre espace client", "porte intérêt au taux de 18 % par an", "Merci de votre confiance.", "Page 1 de 1");
        Assert.DoesNotContain("escompte", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("recouvrement", text, StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public async Task QuebecInvoice_InEnglish_SaysTheSameInEnglish()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.Quebec);
        var text = await drawn.TextAsync(drawn.Sample.Invoice("en-CA", QuebecLines));

        DocumentText.ContainsAll(
            text,
            "Invoice", "Date 2026-03-02", "Due date 2026-04-01", "Billed to", "2,500 page 0.045 GST + QST 112.50", "GST 5% No. 840376552 RT0001 $10.87",
            "QST 9.975% No. 1097402358 TQ0001 $11.22", "Total (CAD) $239.44", "Interest of 18% per year", "Thank you for your business.", "Page 1 of 1");
    }

    [ToolFact("pdftotext", "pdfinfo", "qpdf")]
    public async Task QuebecDocument_InEnglish_IsFollowedByTheSameInFrench_InOneFile()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.Quebec);
        var bytes = (await drawn.RenderAsync(drawn.Sample.Invoice("en-CA", QuebecLines))).Bytes;

        DocumentText.InThisOrder(
            DocumentText.Flat(bytes),
            "Invoice", "F-000012", "La version française suit", "Billed to", "GST + QST", "Total (CAD) $239.44", "Thank you for your business.", "Page 1 of 1",
            "Facture", "F-000012", "Facturé à", "Net 30 jours", "TPS + TVQ", "Total (CAD) 239,44 $", "Merci de votre confiance.", "porte intérêt au taux de 18 % par an", "Page 1 de 1");
        Assert.Matches("Title: +Invoice F-000012", Tool.Run("pdfinfo", "{0}", bytes));
        Assert.Contains("No syntax or stream encoding errors", Tool.Run("qpdf", "--check {0}", bytes), StringComparison.Ordinal);
        Assert.Contains("Facture proforma", await drawn.TextAsync(drawn.Sample.Proforma("en-CA", QuebecLines)), StringComparison.Ordinal);
        Assert.DoesNotContain("Invoice", await drawn.TextAsync(drawn.Sample.Invoice("fr-CA", QuebecLines)), StringComparison.Ordinal);

        drawn.Sample.Entity.Address = drawn.Sample.Entity.Address with { City = "Ottawa", Region = "ON", PostalCode = "K1P 1J1" };
        Assert.DoesNotContain("Facture", await drawn.TextAsync(drawn.Sample.Invoice("en-CA", QuebecLines)), StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public async Task Totals_OfTheStory_AreTheSameAsEverywhere()
    {
        await using var quebec = await DrawnDocuments.StartAsync(DemoCompanies.Quebec);
        var text = await quebec.TextAsync(quebec.Sample.Invoice("fr-CA", [new("Entretien", 1, 140m, "TPS+TVQ")]));
        DocumentText.ContainsAll(text, "Sous-total 140,00 $", "7,00 $", "13,97 $", "Total (CAD) 160,97 $", "le 1er avril 2026 160,97 $");

        await using var france = await DrawnDocuments.StartAsync(DemoCompanies.France);
        text = await france.TextAsync(france.Sample.Invoice("fr-FR", [new("Isolation", 5, 35m, "TVA5.5")]));
        DocumentText.ContainsAll(text, "Total HT 175,00 €", "TVA 5,5 % 9,63 €", "Total TTC (EUR) 184,63 €");
    }

    [ToolFact("pdftotext")]
    public async Task CreditNote_NamesItsOriginal_AndHasPositiveAmounts()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.France);
        var original = drawn.Sample.Invoice("fr-FR", FrenchLines);
        drawn.Db.Add(original);
        await drawn.Db.SaveChangesAsync();
        var text = await drawn.TextAsync(drawn.Sample.CreditNote(original, FrenchLines[0]));

        DocumentText.ContainsAll(
            text, "Avoir", "NC-000001", "Avoir sur la facture F-000012 du 02/03/2026", "Date d’émission 12/03/2026", "Facture d’origine F-000012 du 02/03/2026",
            "Total HT 175,00 €", "Total TTC de l’avoir (EUR) 184,63 €", "Nature de l’opération : prestation de services.");
        Assert.DoesNotContain("-1", text.Replace("NC-000001", "", StringComparison.Ordinal).Replace("F-000012", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("IBAN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pénalités", text, StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public async Task Proforma_SaysThatItIsNoInvoice_AndAsksForNothing()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.France);
        var text = await drawn.TextAsync(drawn.Sample.Proforma("fr-FR", FrenchLines));

        DocumentText.ContainsAll(
            text, "Facture proforma", "PF-000003", "Ceci n’est pas une facture", "aucun paiement n’est exigible", "Émission prévue 15/03/2026",
            "Total TTC (EUR) 555,95 €");
        Assert.DoesNotContain("IBAN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Échéance", text, StringComparison.Ordinal);
        Assert.DoesNotContain("F-000012", text, StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public async Task SoldTo_IsShown_WhereAnotherPays()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.Quebec);
        var (buyer, payer) = (drawn.Sample.Clients[1], drawn.Sample.Clients[2]);
        payer.BillingAddress = payer.BillingAddress with { Country = "FR", PostalCode = "75002", City = "Paris", Region = "" };
        var text = await drawn.TextAsync(drawn.Sample.Invoice("fr-CA", QuebecLines, buyer: buyer, billedTo: payer), buyer, payer);

        DocumentText.InThisOrder(text, "Facturé à " + payer.Name, "75002 Paris FRANCE", "Vendu à " + buyer.Name, "Montréal (QC) H2T 2N7");
    }

    [ToolFact("pdftotext")]
    public async Task FrenchInvoice_WhereAnotherPays_HasTheNumbersOfBoth()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.France);
        var (payer, buyer) = (drawn.Sample.Clients[0], drawn.Sample.Clients[1]);
        payer.Numbers = RegistrationNumbers.None with { Siren = "940591308", VatId = "FR92940591308" };
        buyer.Numbers = RegistrationNumbers.None with { Siren = "954330122", VatId = "FR70954330122" };
        var text = await drawn.TextAsync(drawn.Sample.Invoice("fr-FR", FrenchLines, buyer: buyer, billedTo: payer), buyer, payer);

        DocumentText.InThisOrder(
            text, "Vendu à " + buyer.Name, "SIREN : 954 330 122 · N° TVA : FR70954330122", "Numéros du payeur", "SIREN : 940 591 308 · N° TVA : FR92940591308", "Facturé à " + payer.Name);
    }

    [ToolFact("pdftotext")]
    public async Task NumbersOfThePayer_BelowATallBuyer_LeaveRoomAboveTheFacts()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.France);
        var (payer, buyer) = (drawn.Sample.Clients[0], drawn.Sample.Clients[1]);
        payer.Numbers = RegistrationNumbers.None with { VatId = "FR92940591308" };
        buyer.Numbers = RegistrationNumbers.None with { Siren = "954330122", VatId = "FR70954330122" };
        buyer.BillingAddress = buyer.BillingAddress with { Line2 = "Bâtiment C" };
        var pdf = (await drawn.RenderAsync(drawn.Sample.Invoice("fr-FR", FrenchLines, buyer: buyer, billedTo: payer), buyer, payer)).Bytes;

        var words = Tool.Run("pdftotext", "-bbox {0} -", pdf);
        double Edge(string word, string edge) => double.Parse(Regex.Match(words, $"{edge}=\"([0-9.]+)\"[^>]*>{word}<").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.True(Edge("Date", "yMin") - Edge("FR92940591308", "yMax") > 10, "The facts begin right below the payer's numbers.");
    }

    [ToolFact("pdftotext")]
    public async Task Text_IsReadFromTopToBottom()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.France);
        var text = await drawn.TextAsync(drawn.Sample.Invoice("fr-FR", FrenchLines));

        DocumentText.InThisOrder(
            text, "Atelier Boréal", "SIRET", "Facture", "F-000012", "Vos numéros", "Facturé à", "Boulangerie Meunier SARL", "Date d’émission", "Désignation Qté",
            "Isolation des combles", "Laine de verre", "Pose d’enseigne", "Cartes de visite", "Taxe Base HT", "Total HT", "Total TTC", "Règlement",
            "IBAN", "Merci de votre confiance.", "Conditions", "Pas d’escompte");
    }

    [ToolFact("pdftotext")]
    public async Task Instalments_AreListed_AndTheCodeAsksForTheFirst()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.France);
        var text = await drawn.TextAsync(drawn.Sample.Invoice("fr-FR", FrenchLines, "50-50"));

        DocumentText.ContainsAll(
            text, "Dernière échéance 01/04/2026", "À payer en 2 échéances", "2 mars 2026 277,98 €", "1er avril 2026 277,97 €", "régler 277,98 € par virement");
    }

    [ToolFact("pdftotext")]
    public async Task SixtyLines_RepeatTheHeader_AndCarryTotalsOverPages()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.Quebec);
        var invoice = drawn.Sample.Invoice("fr-CA", drawn.Sample.Some(60, "fr-CA"));
        var bytes = (await drawn.RenderAsync(invoice)).Bytes;
        var pages = DocumentText.LayoutOf(bytes).TrimEnd('\f').Split('\f');

        Assert.InRange(pages.Length, 3, 5);
        for (var i = 0; i < pages.Length; i++)
        {
            Assert.Contains($"Page {i + 1} de {pages.Length}", pages[i], StringComparison.Ordinal);
            if (i > 0)
            {
                Assert.Contains("Facture F-000012", pages[i], StringComparison.Ordinal);
            }
        }

        var withLines = pages.Where(p => p.Contains("Prix unitaire", StringComparison.Ordinal)).ToList();
        for (var i = 1; i < withLines.Count; i++)
        {
            Assert.Equal(AmountAfter("À reporter", withLines[i - 1]), AmountAfter(" Report ", withLines[i]));
        }

        Assert.Contains($"Total (CAD) {drawn.Sample.Format("fr-CA", invoice.Total)}", DocumentText.Flat(bytes), StringComparison.Ordinal);
    }

    [ToolFact("pdftotext", "qpdf")]
    public async Task HostileTexts_AreDrawn_AndLeaveTheDocumentValid()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.France);
        drawn.Sample.Client.Name = "Ω " + new string('W', 198);
        drawn.Sample.Client.BillingAddress = drawn.Sample.Client.BillingAddress with { Line1 = new string('é', 200), City = "مدينة" };
        var invoice = drawn.Sample.Invoice(
            "fr-FR",
            [
                new(new string('x', 2000), 9_999_999m, 99.123456m, "TVA20", "kilogramme-heure", 12.345678m),
                new("Contrôle\u0001\u0007\u001b[31m tab\tfin 😀🏳️‍🌈 שלום \u202eevil\u202c a\u0301\n\n\n\u0000(\\)%PDF endobj", 0.0001m, 0.000001m, "TVA20"),
                new(string.Join('\n', Enumerable.Range(1, 180).Select(i => $"ligne {i}")), 1, -50m, "TVA20"),
                new("Remarque sans prix", 1, 0m, "TVA20"),
            ],
            message: string.Join(' ', Enumerable.Repeat("mot", 600)));
        var bytes = (await drawn.RenderAsync(invoice)).Bytes;
        var text = DocumentText.Of(bytes);

        DocumentText.ContainsAll(text, "fin", "ligne 1\n", "ligne 180", "Remarque sans prix", drawn.Sample.Format("fr-FR", invoice.Total).Replace(" €", "", StringComparison.Ordinal));
        Assert.Contains("No syntax or stream encoding errors", Tool.Run("qpdf", "--check {0}", bytes), StringComparison.Ordinal);
    }

    [ToolFact("pdfinfo")]
    public async Task Document_IsTagged_WithTitleAndLanguage()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.Quebec);
        var bytes = (await drawn.RenderAsync(drawn.Sample.Invoice("fr-CA", QuebecLines))).Bytes;
        var info = Tool.Run("pdfinfo", "{0}", bytes);

        Assert.Matches("Title: +Facture F-000012", info);
        Assert.Matches("Author: +Atelier Boréal inc.", info);
        Assert.Matches("Tagged: +yes", info);
        Assert.Matches(@"Page size: +612 x 792 pts \(letter\)", info);
        Assert.Contains("fr-CA", System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
    }

    private static string AmountAfter(string label, string page)
    {
        var line = page.Split('\n').Single(l => (" " + l).Contains(label, StringComparison.Ordinal));
        return line[(line.IndexOf(label.Trim(), StringComparison.Ordinal) + label.Trim().Length)..].Trim();
    }
}
