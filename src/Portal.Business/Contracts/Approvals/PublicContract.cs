using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.Documents;
using Portal.Business.Data;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.Approvals;

/// <summary>How a version of a contract stands, for its client.</summary>
public enum OfferState
{
    /// <summary>Waits for an answer.</summary>
    Open,

    /// <summary>The contract was changed after it was sent: another version follows.</summary>
    Changed,
    Approved,
    Refused,

    /// <summary>The contract runs without an approval of this version.</summary>
    InForce,
    CalledOff,

    /// <summary>Days of the amendment are billed meanwhile, at the prices before: it would have to begin later.</summary>
    Overtaken,
}

/// <summary>A version of a contract as its client sees it, by link or in the portal.</summary>
/// <param name="Content">What is agreed; null where the contract is another one meanwhile, and only the document shows what was sent.</param>
/// <param name="Amendment">What changes of a contract that runs; null: the contract as a whole.</param>
/// <param name="Recipient">Whom the link was sent to; proposed as the name that signs.</param>
public sealed record PublicContract(
    long ContractId, int Number, string Reference, string Title, OfferState State, string Currency, string ClientName, string Recipient, DateOnly OfferedOn, PublicSeller Seller,
    PublicContract.Agreed? Content, OfferedAmendment? Amendment, long DocumentId, string DocumentSha256, long? SignedDocumentId, PublicDecision? Decision)
{
    public bool CanAnswer => State == OfferState.Open;

    /// <param name="Payer">Null where the client pays.</param>
    /// <param name="EndsOn">Null: it goes on.</param>
    /// <param name="Taxes">Of one year, as <paramref name="Net"/> and <paramref name="Total"/>.</param>
    /// <param name="First">The first invoices, before tax.</param>
    public sealed record Agreed(
        DateOnly StartsOn, DateOnly? EndsOn, string? Payer, string PaymentTerms, string PurchaseOrder, IReadOnlyList<Line> Lines, decimal Net, IReadOnlyList<TaxAmount> Taxes,
        decimal Total, IReadOnlyList<Invoice> First, IReadOnlyList<Clause> Clauses, string Notes);

    /// <param name="Details">Visits and days of its own.</param>
    public sealed record Line(string Description, IReadOnlyList<string> Details, decimal Quantity, string Unit, decimal UnitPrice, decimal DiscountPercent, decimal Net);

    public sealed record Invoice(DateOnly On, DateOnly From, DateOnly To, decimal Net);

    public sealed record Clause(string Title, string Text);
}

/// <summary>Makes the client's view of a version of a contract; used for the link and for the portal.</summary>
public sealed class PublicContracts(ContractDocuments documents)
{
    /// <param name="contract">Whole and not tracked: showing it changes the copy.</param>
    /// <param name="language">The reader's.</param>
    internal async Task<PublicContract> ShowAsync(PortalDbContext db, Contract contract, ContractOffer offer, string recipient, string language, CancellationToken ct)
    {
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var client = await db.Clients.AllClients().Where(c => c.Id == contract.ClientId).Select(c => c.Name).SingleAsync(ct);
        var decision = await db.ContractDecisions.AllClients().AsNoTracking().SingleOrDefaultAsync(d => d.OfferId == offer.Id, ct);
        var amendment = offer.Amendment;
        var isSame = offer.Fingerprint == ContractOffers.FingerprintOf(contract, amendment);
        var state = decision switch
        {
            { Approved: true } => OfferState.Approved,
            { Approved: false } => OfferState.Refused,
            _ when offer.ClosedAt is not null || contract.Status == ContractStatus.Cancelled || (amendment is not null && contract.IsOver) => OfferState.CalledOff,
            _ when amendment is null && contract.Status != ContractStatus.Draft => OfferState.InForce,
            _ when !isSame => OfferState.Changed,
            _ => amendment is not null && !contract.Apply(amendment.What, await ContractAccess.BilledAsync(db, [contract.Id], ct)).Succeeded ? OfferState.Overtaken : OfferState.Open,
        };
        return new PublicContract(
            contract.Id, offer.Number, contract.Reference, contract.Title, state, contract.Currency, client, recipient, seller.DayOf(offer.OfferedAt), PublicSeller.Of(seller),
            isSame && amendment is null ? AgreedOf(await documents.ModelAsync(db, contract, language, ct)) : null, amendment, offer.DocumentId, offer.DocumentSha256, decision?.SignedDocumentId,
            decision is null ? null : new PublicDecision(decision.Approved, decision.Name, seller.Moment(decision.At)));
    }

    private static PublicContract.Agreed AgreedOf(ContractDocumentModel model) => new(
        model.StartsOn, model.EndsOn, model.Payer, model.PaymentTerms, model.PurchaseOrder,
        [.. model.Lines.Select(l => new PublicContract.Line(l.Description, l.Details, l.Quantity, l.Unit, l.UnitPrice, l.DiscountPercent, l.Net))],
        model.Totals.Net, model.Totals.Taxes, model.Totals.Total, [.. model.First.Select(i => new PublicContract.Invoice(i.On, i.From, i.To, i.Net))],
        [.. model.Clauses.Select(c => new PublicContract.Clause(c.Title, c.Text))], model.Notes);
}
