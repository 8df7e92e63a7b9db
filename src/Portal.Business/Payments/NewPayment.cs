using Portal.Business.Accounting.Currencies;
using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Payments;

/// <summary>An amount for an invoice.</summary>
public sealed record Share(long InvoiceId, decimal Amount);

/// <summary>A payment about to be recorded.</summary>
/// <param name="Shares">For which invoices; what they leave is the payer's credit.</param>
/// <param name="OnceKey">The same for a repetition of the same wish: "form:…", "online:…", "bank:…".</param>
/// <param name="WriteOffs">Invoices among the shares whose rest is given up.</param>
/// <param name="Books">Of the bank account that the money came to; null: the company's.</param>
/// <param name="BankCredited">Of an amount in another currency: what the bank credited in that of the books, where it is known; null: by the rate of the day.</param>
/// <param name="Conversion">To the currency of the books on the day it came; null where that is its own.</param>
public sealed record NewPayment(
    long LegalEntityId, long PayerId, PaymentMethod Method, decimal Amount, string Currency, DateOnly ReceivedOn, string Reference, string Note,
    IReadOnlyList<Share> Shares, string OnceKey, BankBooks? Books = null, IReadOnlyList<long>? WriteOffs = null, Conversion? Conversion = null,
    decimal? BankCredited = null)
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>What is wrong with what was entered, all at once.</summary>
    public IReadOnlyList<Refusal> Check(LegalEntity entity, DateOnly today)
    {
        List<Refusal> refusals = [.. MovedMoney.CheckAmount(Amount)];
        if (ReceivedOn > today && Method != PaymentMethod.Online)
        {
            refusals.Add(Refusal.Invalid("Payments.ReceivedInTheFuture", today).On(nameof(ReceivedOn)));
        }
        else if (ReceivedOn < Earliest)
        {
            refusals.Add(Refusal.Invalid("Payments.ReceivedLongAgo", Earliest).On(nameof(ReceivedOn)));
        }

        if (Shares.Any(s => s.Amount <= 0 || Money.Round(s.Amount) != s.Amount) || Shares.DistinctBy(s => s.InvoiceId).Count() != Shares.Count)
        {
            refusals.Add(Refusal.Invalid("Payments.ShareOutOfRange").On(nameof(Shares)));
        }
        else if (Amount > 0 && Shares.Sum(s => s.Amount) > Amount)
        {
            refusals.Add(Refusal.Invalid("Payments.SharesExceedAmount", (Shares.Sum(s => s.Amount), Currency), (Amount, Currency)).On(nameof(Shares)));
        }

        if (BankCredited is { } credited)
        {
            refusals.AddRange(Currency == entity.Currency
                ? [Refusal.Invalid("Payments.CreditedInItsOwnCurrency", Currency).On(nameof(BankCredited))]
                : MovedMoney.CheckAmount(credited).Select(r => r.On(nameof(BankCredited))));
            if (refusals.Count == 0 && RateOf(credited) is <= 0 or >= 1_000_000)
            {
                refusals.Add(Refusal.Invalid("Accounting.RateRange").On(nameof(BankCredited)));
            }
        }

        refusals.AddRange(MovedMoney.CheckRest(Reference, Note, entity, Books));
        return refusals;
    }

    /// <summary>What the bank credited says of the rate.</summary>
    public Conversion? Credited(string bookCurrency) => BankCredited is { } credited ? new Conversion(bookCurrency, RateOf(credited), ReceivedOn) : null;

    private decimal RateOf(decimal credited) => decimal.Round(credited / Amount, ExchangeRate.Decimals, MidpointRounding.AwayFromZero);
}
