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
using static Portal.Business.Tests.Documents.InvoiceDocumentTests;
using Line = Portal.Business.Tests.Documents.SampleDocuments.Line;

namespace Portal.Business.Tests.Documents;

/// <summary>What an invoice says of late and of early payment.</summary>
public sealed class InvoiceTermsDocumentTests
{
    [ToolFact("pdftotext")]
    public async Task FrenchInvoice_ToAPerson_HasNoRecoveryFee_AndNoRateTheLawDoesNotAsk()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.France);
        drawn.Sample.Entity.VatOnDebits = true;
        drawn.Sample.Client.Kind = ClientKind.Person;
        var text = await drawn.TextAsync(drawn.Sample.Invoice("fr-FR", [new("Pose", 1, 100m, "TVA20")]));

        DocumentText.ContainsAll(text, "Pas d’escompte", "Option pour le paiement de la TVA d’après les débits.", "Nature de l’opération : prestation de services.");
        Assert.DoesNotContain("recouvrement", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pénalités", text, StringComparison.Ordinal);
        Assert.DoesNotContain("À l’attention", text, StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public async Task FrenchInvoice_WithAnAgreedRate_NamesIt_AndPersonsTheirOwn()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.France);
        (drawn.Sample.Late.Basis, drawn.Sample.Late.AgreedPercent, drawn.Sample.Late.PersonsPercent, drawn.Sample.Late.FeeForPersons) = (LateRateBasis.Agreed, 13.5m, 4m, true);

        DocumentText.ContainsAll(await drawn.TextAsync(drawn.Sample.Invoice("fr-FR", FrenchLines)), "pénalités au taux annuel de 13,5 %", "d’un professionnel : 40,00 €.");
        drawn.Sample.Client.Kind = ClientKind.Person;
        DocumentText.ContainsAll(
            await drawn.TextAsync(drawn.Sample.Invoice("fr-FR", FrenchLines)), "porte intérêt au taux de 4 % par an", "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40,00 €.");
    }

    [ToolFact("pdftotext")]
    public async Task FrenchInvoice_WhereTheLegalRateIsTheFloor_SaysSo_InEachLanguage()
    {
        await using var drawn = await DrawnDocuments.StartAsync(DemoCompanies.France);
        (drawn.Sample.Late.ReferencePercent, drawn.Sample.Late.AddedPoints, drawn.Sample.Late.LegalPercent, drawn.Sample.Late.FloorTimes) = (0, 0, 2.62m, 3m);

        foreach (var (language, said) in new[]
        {
            ("fr-FR", "pénalités à 3 fois le taux d’intérêt légal (7,86 % par an au jour de la facture)"),
            ("fr-CA", "pénalités à 3 fois le taux d’intérêt légal (7,86 % par an au jour de la facture)"),
            ("en-CA", "penalties at 3 times the legal interest rate (7.86% per year on the day of this invoice)"),
        })
        {
            var text = await drawn.TextAsync(drawn.Sample.Invoice(language, FrenchLines));
            Assert.Contains(said, text, StringComparison.Ordinal);
            Assert.DoesNotContain("points", text, StringComparison.Ordinal);
        }
    }

    [ToolFact("pdftotext")]
    public async Task Invoice_WithADiscountForEarlyPayment_SaysUntilWhen_InBothCountries()
    {
        await using var france = await DrawnDocuments.StartAsync(DemoCompanies.France);
        await GiveEarlyAsync(france);
        var text = await france.TextAsync(france.Sample.Invoice("fr-FR", FrenchLines));
        Assert.Contains("Escompte de 2 % du total pour un paiement au plus tard le 12 mars 2026.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Pas d’escompte", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Escompte", await france.TextAsync(france.Sample.Proforma("fr-FR", FrenchLines)), StringComparison.Ordinal);

        await using var quebec = await DrawnDocuments.StartAsync(DemoCompanies.Quebec);
        await GiveEarlyAsync(quebec);
        Assert.Contains(
            "Discount of 2% on the total for payment no later than March 12, 2026.", await quebec.TextAsync(quebec.Sample.Invoice("en-CA", QuebecLines)), StringComparison.Ordinal);

        static Task<int> GiveEarlyAsync(DrawnDocuments drawn) => drawn.Db.PaymentTerms.Where(t => t.Code == "NET30")
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.EarlyPercent, 2m).SetProperty(t => t.EarlyDays, 10));
    }
}
