using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Reminders;

namespace Portal.Business.Invoicing;

/// <summary>Who sold, who bought and who pays, as they were on the day of issue.</summary>
/// <param name="DeliveredTo">The site it was delivered to; null where none was named.</param>
public sealed record InvoiceParties(SellerParty Seller, BuyerParty Buyer, BuyerParty BilledTo, DeliveryPlace? DeliveredTo = null)
{
    /// <param name="late">The seller's term of the day of issue; null for a document that asks for no payment.</param>
    public static InvoiceParties Of(LegalEntity seller, Client buyer, Client billedTo, DeliveryPlace? deliveredTo = null, LateTerm? late = null)
    {
        var payer = BuyerParty.Of(billedTo);
        return new(SellerParty.Of(seller, LateConditions.Of(late, payer.IsCompany)), BuyerParty.Of(buyer), payer, deliveredTo);
    }

    /// <summary>With the numbers that they had on an earlier document and have no longer: a registration that was given up is still credited under it.</summary>
    public InvoiceParties CompletedBy(InvoiceParties? earlier) => earlier is null ? this : this with
    {
        Seller = Seller.CompletedBy(earlier.Seller),
        Buyer = Buyer.CompletedBy(earlier.Buyer),
        BilledTo = BilledTo.CompletedBy(earlier.BilledTo),
    };

    /// <summary>Where it was delivered, if that is not where the invoice goes: then documents and electronic invoices must say so.</summary>
    public DeliveryPlace? Elsewhere() => DeliveredTo?.OtherThan(BilledTo.Address);
}

public sealed record SellerParty(
    string LegalName, string LegalForm, decimal? ShareCapital, Address Address, string Phone, string Email, string Website, RegistrationNumbers Numbers,
    string TradeRegister, BankDetails Bank, LateConditions Late, bool VatOnDebits)
{
    public static SellerParty Of(LegalEntity e) => Of(e, LateConditions.None);

    public static SellerParty Of(LegalEntity e, LateConditions late) => new(
        e.LegalName, e.LegalForm, e.ShareCapital, e.Address, e.Phone, e.Email, e.Website, e.Numbers,
        e.TradeRegister, e.Bank, late, e.VatOnDebits);

    /// <summary>
    /// With what it had on an earlier document and has no longer, where all the rest is still the same. Never half of one identity and half of another: a company in
    /// another form is the present one, and one that is otherwise another and lacks something is named as it was.
    /// </summary>
    public SellerParty CompletedBy(SellerParty? earlier)
    {
        if (earlier is null)
        {
            return this;
        }

        if (LegalForm.Length > 0 && LegalForm != earlier.LegalForm)
        {
            return this with { Numbers = Numbers.CompletedBy(earlier.Numbers) };
        }

        var lacks = LegalForm.Length < earlier.LegalForm.Length || (ShareCapital is null && earlier.ShareCapital is not null)
            || (TradeRegister.Length == 0 && earlier.TradeRegister.Length > 0) || Numbers.Lacks(earlier.Numbers);
        var isAnother = (ShareCapital is not null && earlier.ShareCapital is not null && ShareCapital != earlier.ShareCapital)
            || (TradeRegister.Length > 0 && earlier.TradeRegister.Length > 0 && TradeRegister != earlier.TradeRegister) || Numbers.Contradicts(earlier.Numbers);
        return !lacks ? this : isAnother ? As(earlier) : this with
        {
            Numbers = Numbers.CompletedBy(earlier.Numbers),
            LegalForm = earlier.LegalForm,
            ShareCapital = ShareCapital ?? earlier.ShareCapital,
            TradeRegister = TradeRegister.Length > 0 ? TradeRegister : earlier.TradeRegister,
        };
    }

    /// <summary>Who it was then, reached and paid as it is now.</summary>
    private SellerParty As(SellerParty earlier) => this with
    {
        LegalName = earlier.LegalName,
        LegalForm = earlier.LegalForm,
        ShareCapital = earlier.ShareCapital,
        Address = earlier.Address,
        Numbers = earlier.Numbers,
        TradeRegister = earlier.TradeRegister,
    };
}

/// <summary>What who pays late owes, as the seller's <see cref="LateTerm"/> of the day of issue says for a client of that kind.</summary>
/// <param name="Percent">Yearly, on that day; zero claims no interest.</param>
/// <param name="AddedPoints">Above the rate of the central bank, where the rate is the one of the law and moves with it; null where it was agreed.</param>
/// <param name="RecoveryFee">Once per invoice, in the currency of the books.</param>
/// <param name="LegalTimes">How many times the legal interest rate, where that is the rate of the law on that day; null otherwise.</param>
public sealed record LateConditions(decimal Percent, decimal? AddedPoints, decimal RecoveryFee, decimal? LegalTimes = null)
{
    public static LateConditions None { get; } = new(0, null, 0);

    public static LateConditions Of(LateTerm? term, bool isCompany)
    {
        if (term is null)
        {
            return None;
        }

        var byLaw = isCompany && term.Basis == LateRateBasis.Statutory;
        return new(
            term.PercentFor(isCompany), byLaw && !term.IsFloor ? term.AddedPoints : null, term.FeeFor(isCompany), byLaw && term.IsFloor ? term.FloorTimes : null);
    }
}

public sealed record BuyerParty(string Name, bool IsCompany, string Attention, Address Address, RegistrationNumbers Numbers)
{
    public static BuyerParty Of(Client c) => new(
        c.Name,
        c.Kind == ClientKind.Company,
        c.Contacts.FirstOrDefault(contact => contact.Id == c.BillingManagerId)?.Name ?? "",
        c.BillingAddress,
        c.Numbers);

    /// <inheritdoc cref="InvoiceParties.CompletedBy" />
    public BuyerParty CompletedBy(BuyerParty earlier) => this with { Numbers = Numbers.CompletedBy(earlier.Numbers) };
}
