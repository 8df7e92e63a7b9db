using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Companies;

namespace Portal.Business.Invoicing;

/// <summary>Where what stands in the way of issuing a document is mended.</summary>
public enum MendingPlace
{
    /// <summary>On the document itself.</summary>
    Document,

    /// <summary>In the file of who is billed.</summary>
    Payer,

    /// <summary>In the file of who buys.</summary>
    Buyer,

    /// <summary>In the settings of the company that sells.</summary>
    Company,

    LateTerms,
    TaxCodes,
    Taxes,
    ExchangeRates,

    /// <summary>It passes with time or other work: a lock, a deposit, a series of numbers.</summary>
    Elsewhere,
}

/// <summary>The one list of them: pages lead to these places, and scheduled work waits for all but the document's own.</summary>
public static class MendingPlaces
{
    /// <summary>Whether it is something that the law wants an issued document to say (<see cref="SellerMentions"/>), and a proforma need not.</summary>
    public static bool IsMention(string code) =>
        code.StartsWith("Invoicing.", StringComparison.Ordinal) && Of(code) is (MendingPlace.Buyer or MendingPlace.Company or MendingPlace.LateTerms or MendingPlace.TaxCodes);

    /// <param name="code">Of a refusal to issue.</param>
    public static MendingPlace Of(string code) => code switch
    {
        "Invoicing.NoBillingAddress" => MendingPlace.Payer,
        "Invoicing.BuyerWithoutVatId" => MendingPlace.Buyer,
        "Invoicing.SellerWithoutLateTerm" => MendingPlace.LateTerms,
        "Invoicing.TaxWithoutReason" => MendingPlace.TaxCodes,
        "Invoicing.NoTaxRate" or "Accounting.TaxWithoutAccount" => MendingPlace.Taxes,
        ExchangeRates.NoRate => MendingPlace.ExchangeRates,
        "Accounting.NoExchangeAccounts" or "Accounting.NoReceivableAccount" or "Accounting.NoRetentionAccount" or "Accounting.NoSalesJournal" => MendingPlace.Company,
        PeriodLock.Code or DepositDeductions.NotIssued or "Invoicing.DepositAboveJob" or NumberSeriesTaking.DateBeforeLast or "Companies.NoSeries" => MendingPlace.Elsewhere,
        _ when code.StartsWith("Invoicing.SellerWithout", StringComparison.Ordinal) => MendingPlace.Company,
        _ => MendingPlace.Document,
    };
}
