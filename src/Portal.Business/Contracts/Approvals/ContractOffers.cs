using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.Documents;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.Approvals;

/// <summary>Makes and finds the versions of a contract that clients answer.</summary>
public sealed class ContractOffers(ContractDocuments documents)
{
    /// <summary>
    /// Changes with everything that the client agrees to, and with nothing else: not with the journal, the limits or the way in which invoices are
    /// delivered.
    /// </summary>
    /// <param name="amendment">What is to change of it; null where the whole contract is agreed.</param>
    internal static string FingerprintOf(Contract contract, OfferedAmendment? amendment = null)
    {
        var said = new List<object?>
        {
            contract.ClientId, contract.PayerId, contract.Reference, contract.Title, contract.Currency, contract.StartsOn, contract.EndsOn, contract.RenewsAutomatically,
            contract.NoticeDays, contract.IsIndexable, contract.Frequency, contract.Timing, contract.Anchor, contract.FirstPeriod, contract.Grouping, contract.Revision,
            contract.FiscalPositionId, contract.PaymentTermsId, contract.PurchaseOrder, contract.Notes,
        };
        foreach (var line in contract.Lines.Where(l => l.Status is ContractLineStatus.Draft or ContractLineStatus.Active).OrderBy(l => l.Position).ThenBy(l => l.Id))
        {
            said.AddRange([
                "line", line.Description, line.AnnualQuantity, line.Unit, line.UnitPrice, line.DiscountPercent, line.TaxCodeId, line.StartsOn, line.EndsOn, line.IsIndexable, line.SiteId,
                line.EquipmentId, line.Visits.PerYear, string.Join(',', line.Visits.Months.Order()),
            ]);
        }

        foreach (var charge in contract.Charges.OrderBy(c => c.ChargedOn).ThenBy(c => c.Id))
        {
            said.AddRange(["charge", charge.ChargedOn, charge.Description, charge.Quantity, charge.Unit, charge.UnitPrice, charge.TaxCodeId]);
        }

        if (amendment is not null)
        {
            said.Add(JsonSerializer.Serialize(amendment.What));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', said.Select(Text)))));
    }

    internal static Task<ContractOffer?> LatestAsync(PortalDbContext db, long contractId, CancellationToken ct) =>
        db.ContractOffers.Where(o => o.ContractId == contractId).OrderByDescending(o => o.Number).FirstOrDefaultAsync(ct);

    /// <summary>The version that stands open with the same content, or the next one in the caller's save.</summary>
    /// <param name="amendment">What is to change; null: the contract as it stands comes into force.</param>
    /// <param name="before">The last version there is, if it waits for an answer.</param>
    /// <returns>Refused where the contract could not come into force as it stands: every reason.</returns>
    internal async Task<Result<ContractOffer>> OfferAsync(
        PortalDbContext db, Contract contract, Amendment? amendment, ContractOffer? before, ICurrentUser by, DateOnly today, DateTime now, CancellationToken ct)
    {
        // Drawing a draft activates its lines to know the first invoices; what is saved is another copy.
        var copy = await ContractAccess.Whole(db.Contracts.AsNoTracking()).SingleAsync(c => c.Id == contract.Id, ct);
        var changed = amendment is null ? null : copy.Offer(amendment, await ContractAccess.BilledAsync(db, [copy.Id], ct));
        if (changed is { Succeeded: false })
        {
            return Result<ContractOffer>.Refused(changed.Refusals);
        }

        var offered = changed?.Value;
        var file = offered is null ? await documents.DrawAsync(db, copy, null, ct) : await documents.DrawAmendmentAsync(db, copy, offered, null, ct);
        if (copy.Status == ContractStatus.Draft && copy.ActivateLines(today) is { Succeeded: false } notYet)
        {
            return Result<ContractOffer>.Refused(notYet.Refusals);
        }

        var fingerprint = FingerprintOf(contract, offered);
        if (before?.Fingerprint == fingerprint)
        {
            return before;
        }

        var number = 1 + (await db.ContractOffers.Where(o => o.ContractId == contract.Id).MaxAsync(o => (int?)o.Number, ct) ?? 0);
        var named = number == 1 || offered is not null ? file : file with { Name = $"{contract.Reference}-{number}.pdf" };
        var stored = StoredDocument.Generated(SubjectRef.To(contract), DocumentKinds.Contract, number, named, contract.ClientId, DocumentVisibility.SharedWithClient, now);
        var offer = new ContractOffer
        {
            ContractId = contract.Id,
            ClientId = contract.ClientId,
            Number = number,
            Fingerprint = fingerprint,
            Amendment = offered,
            DocumentId = stored.Id,
            DocumentSha256 = stored.Sha256,
            OfferedAt = now,
            OfferedById = by.UserId,
            OfferedByName = by.Name,
        };
        before?.Close(now);
        db.StoredDocuments.Add(stored);
        db.ContractOffers.Add(offer);
        return offer;
    }

    /// <summary>
    /// Draws what was approved, with the signature, into the caller's save. There is one of the contract, and one of each amendment: the database
    /// refuses a second.
    /// </summary>
    /// <param name="proof">What staff brought; null where there is nothing.</param>
    internal async Task<ContractDecision> SignAsync(
        PortalDbContext db, Contract contract, ContractOffer offer, ContractAnswerer by, GivenAnswer answer, CheckedFile? proof, DateTime now, CancellationToken ct)
    {
        var approval = new Approval(answer.Name, now, answer.IpAddress, offer.DocumentSha256, by.OnBehalf, answer.Reason, answer.Signature?.Bytes);
        var (subject, amendment) = (SubjectRef.To(contract), offer.Amendment);
        var file = amendment is null ? await documents.DrawAsync(db, contract, approval, ct) : await documents.DrawAmendmentAsync(db, contract, amendment, approval, ct);
        var language = await db.Clients.Where(c => c.Id == contract.ClientId).Select(c => c.Language).SingleAsync(ct);
        var name = FileNames.Safe(DocumentWords.For(language).Say("SignedFile", Path.GetFileNameWithoutExtension(file.Name)) + ".pdf");
        var number = amendment is null ? 1 : offer.Number;
        var signed = StoredDocument.Generated(subject, DocumentKinds.SignedContract, number, file with { Name = name }, offer.ClientId, DocumentVisibility.SharedWithClient, now);
        var signature = answer.Signature is { } drawn ? StoredDocument.Generated(subject, DocumentKinds.Signature, number, drawn, offer.ClientId, DocumentVisibility.Internal, now) : null;
        var brought = proof is null ? null : StoredDocument.Uploaded(subject, DocumentKinds.ContractProof, proof, offer.ClientId, DocumentVisibility.Internal, now);
        db.StoredDocuments.AddRange(new[] { signed, signature, brought }.OfType<StoredDocument>());
        var decision = ContractDecision.Of(offer, true, by, answer, now);
        (decision.SignedDocumentId, decision.SignatureDocumentId, decision.ProofDocumentId) = (signed.Id, signature?.Id, brought?.Id);
        offer.Close(now);
        db.ContractDecisions.Add(decision);
        return decision;
    }

    /// <summary>The same for the same value, however the database kept it.</summary>
    private static string Text(object? value) => value switch
    {
        null => "",
        decimal number => number.ToString("0.######", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
