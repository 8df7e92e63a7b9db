using Portal.Business.Catalog;
using Portal.Business.Common;

namespace Portal.Business.Companies;

public sealed partial class StandardCatalog
{
    private async Task AddQuebecAsync(CancellationToken ct)
    {
        var receivable = Account("1200", "Comptes clients", "Accounts receivable", GlAccountKind.Receivable);
        var bank = Account("1010", "Banque", "Bank", GlAccountKind.Bank);
        var gstAccount = Account("2310", "TPS à payer", "GST payable", GlAccountKind.Tax);
        var qstAccount = Account("2320", "TVQ à payer", "QST payable", GlAccountKind.Tax);
        Account("4000", "Ventes de services", "Sales of services", GlAccountKind.Income);
        Account("4100", "Ventes de marchandises", "Sales of goods", GlAccountKind.Income);
        Account("4200", "Autres produits", "Other income", GlAccountKind.Income);
        Account("4300", "Intérêts et frais de retard", "Late-payment interest and fees", GlAccountKind.Income);
        var deposits = Account("2400", "Acomptes de clients", "Customer deposits", GlAccountKind.Other);
        entity.RetentionAccountId ??= Account("1210", "Retenues à recevoir", "Holdback receivable", GlAccountKind.Receivable).Id;
        entity.BankFeeAccountId ??= Account("5700", "Frais bancaires", "Bank charges", GlAccountKind.Expense).Id;
        entity.ExchangeLossAccountId ??= Account("5800", "Pertes de change", "Exchange losses", GlAccountKind.Expense).Id;
        entity.ExchangeGainAccountId ??= Account("4800", "Gains de change", "Exchange gains", GlAccountKind.Other).Id;

        var sales = await JournalAsync("VEN", "Ventes", "Sales", JournalKind.Sales, ct);
        var banking = await JournalAsync("BNQ", "Banque", "Bank", JournalKind.Bank, ct);
        var general = await JournalAsync("OD", "Opérations diverses", "General", JournalKind.General, ct);
        await WriteOffsAsync(
            Account("5900", "Écarts de règlement (pertes)", "Write-offs, losses", GlAccountKind.Expense),
            Account("4900", "Écarts de règlement (gains)", "Write-offs, gains", GlAccountKind.Other), general, ct);
        UseAccounts(receivable, bank, deposits, sales, banking);

        // Since 2013 the QST is computed on the price before tax, like the GST.
        var gst = Component(new LocalText("TPS", "GST"), 1, gstAccount, new DateOnly(2008, 1, 1), 5m);
        var qst = Component(new LocalText("TVQ", "QST"), 2, qstAccount, new DateOnly(2013, 1, 1), 9.975m);
        var both = TaxCode("TPS+TVQ", new LocalText("TPS et TVQ", "GST and QST"), LocalText.Empty, gst, qst);
        var gstOnly = TaxCode("TPS", new LocalText("TPS seulement", "GST only"), LocalText.Empty, gst);
        var zero = TaxCode("DET", new LocalText("Détaxé", "Zero-rated"), new LocalText("Fourniture détaxée", "Zero-rated supply"));
        TaxCode(PenaltyTaxCode, new LocalText("Intérêts de retard", "Late-payment interest"),
            new LocalText("Intérêts et frais de retard, non taxables", "Late-payment interest and fees, not taxable"));
        TaxCode("EXO", new LocalText("Exonéré", "Exempt"), new LocalText("Fourniture exonérée", "Exempt supply"));

        await PositionAsync("QC", new LocalText("Québec", "Quebec"), ct);
        await PositionAsync("CAN", new LocalText("Reste du Canada (TPS seulement)", "Rest of Canada (GST only)"), ct, (both, gstOnly));
        await PositionAsync("EXP", new LocalText("Exportation", "Export"), ct, (both, zero), (gstOnly, zero));
    }

    private void UseAccounts(GlAccount receivable, GlAccount bank, GlAccount deposits, Journal sales, Journal banking)
    {
        entity.ReceivableAccountId ??= receivable.Id;
        entity.BankAccountId ??= bank.Id;
        entity.DepositAccountId ??= deposits.Id;
        entity.SalesJournalId ??= sales.Id;
        entity.BankJournalId ??= banking.Id;
    }
}
