using Portal.Business.Catalog;
using Portal.Business.Common;

namespace Portal.Business.Companies;

public sealed partial class StandardCatalog
{
    /// <summary>Accounts of the Plan comptable général; reasons cite the articles of the Code général des impôts (CGI).</summary>
    private async Task AddFranceAsync(CancellationToken ct)
    {
        var receivable = Account("411000", "Clients", "Accounts receivable", GlAccountKind.Receivable);
        var bank = Account("512000", "Banque", "Bank", GlAccountKind.Bank);
        Account("706000", "Prestations de services", "Sales of services", GlAccountKind.Income);
        Account("707000", "Ventes de marchandises", "Sales of goods", GlAccountKind.Income);
        Account("708000", "Produits des activités annexes", "Other income", GlAccountKind.Income);
        Account("758000", "Indemnités forfaitaires de recouvrement", "Recovery fees", GlAccountKind.Income);
        Account("763100", "Intérêts de retard sur créances clients", "Interest on late payment", GlAccountKind.Income);
        var deposits = Account("419100", "Clients - Avances et acomptes reçus", "Customer deposits", GlAccountKind.Other);
        entity.RetentionAccountId ??= Account("411700", "Clients - Retenues de garantie", "Retentions held by clients", GlAccountKind.Receivable).Id;
        entity.BankFeeAccountId ??= Account("627000", "Services bancaires et assimilés", "Bank charges", GlAccountKind.Expense).Id;
        entity.ExchangeLossAccountId ??= Account("666000", "Pertes de change", "Exchange losses", GlAccountKind.Expense).Id;
        entity.ExchangeGainAccountId ??= Account("766000", "Gains de change", "Exchange gains", GlAccountKind.Income).Id;

        var sales = await JournalAsync("VE", "Ventes", "Sales", JournalKind.Sales, ct);
        var banking = await JournalAsync("BQ", "Banque", "Bank", JournalKind.Bank, ct);
        var general = await JournalAsync("OD", "Opérations diverses", "General", JournalKind.General, ct);
        await WriteOffsAsync(
            Account("658000", "Charges diverses de gestion courante", "Write-offs, losses", GlAccountKind.Expense),
            Account("758000", "Produits divers de gestion courante", "Write-offs, gains", GlAccountKind.Other), general, ct);
        UseAccounts(receivable, bank, deposits, sales, banking);

        var vat20 = Vat(20m, "20 %", 1, "445710");
        var vat10 = Vat(10m, "10 %", 2, "445711");
        var vat55 = Vat(5.5m, "5,5 %", 3, "445712");
        var vat21 = Vat(2.1m, "2,1 %", 4, "445713");
        var goods = Exempt("INTRA-B", "Livraison intracommunautaire de biens", "Supply of goods within the EU",
            "Exonération de TVA, article 262 ter, I du CGI", "VAT exempt: article 262 ter, I of the CGI");
        var services = Exempt("INTRA-S", "Prestation intracommunautaire de services", "Supply of services within the EU",
            "Autoliquidation, article 283, 2 du CGI et article 196 de la directive 2006/112/CE",
            "Reverse charge: article 283, 2 of the CGI, article 196 of directive 2006/112/EC");
        var export = Exempt("EXPORT", "Exportation", "Export", "Exonération de TVA, article 262, I du CGI", "VAT exempt: article 262, I of the CGI");
        Exempt("SOUS-TRAIT", "Sous-traitance du bâtiment", "Construction subcontracting",
            "Autoliquidation, article 283, 2 nonies du CGI", "Reverse charge: article 283, 2 nonies of the CGI");
        Exempt(PenaltyTaxCode, "Pénalités de retard, hors champ de la TVA", "Late-payment penalties, outside the scope of VAT",
            "Pénalité et indemnité de retard (art. L. 441-10 du code de commerce), hors champ de la TVA",
            "Late-payment interest and recovery fee (art. L. 441-10 of the Code de commerce), outside the scope of VAT");
        var franchise = Exempt("FRANCHISE", "Franchise en base", "Small business exemption", "TVA non applicable, art. 293 B du CGI", "VAT not applicable, art. 293 B of the CGI");

        await PositionAsync("FR", new LocalText("France", "France"), ct);
        await PositionAsync("VEN-10", new LocalText("Taux réduit 10 %", "Reduced rate 10%"), ct, (vat20, vat10));
        await PositionAsync("VEN-5.5", new LocalText("Taux réduit 5,5 %", "Reduced rate 5.5%"), ct, (vat20, vat55), (vat10, vat55));
        await PositionAsync("INTRA-S", new LocalText("Intracommunautaire, services", "Within the EU, services"), ct, AllTo(services));
        await PositionAsync("INTRA-B", new LocalText("Intracommunautaire, biens", "Within the EU, goods"), ct, AllTo(goods));
        await PositionAsync("EXPORT", new LocalText("Exportation", "Export"), ct, AllTo(export));
        await PositionAsync("FRANCHISE", new LocalText("Franchise en base", "Small business exemption"), ct, AllTo(franchise));

        (TaxCode, TaxCode)[] AllTo(TaxCode to) => [(vat20, to), (vat10, to), (vat55, to), (vat21, to)];
    }

    private TaxCode Vat(decimal percent, string shown, int order, string accountNumber)
    {
        var account = Account(accountNumber, $"TVA collectée {shown}", $"VAT collected {Formats.For("en-CA").Percent(percent)}", GlAccountKind.Tax);
        var name = new LocalText($"TVA {shown}", $"VAT {Formats.For("en-CA").Percent(percent)}");
        var component = Component(name, order, account, new DateOnly(2014, 1, 1), percent);
        return TaxCode("TVA" + percent.ToString(System.Globalization.CultureInfo.InvariantCulture), name, LocalText.Empty, component);
    }

    private TaxCode Exempt(string code, string french, string english, string reasonFrench, string reasonEnglish) =>
        TaxCode(code, new LocalText(french, english), new LocalText(reasonFrench, reasonEnglish));
}
