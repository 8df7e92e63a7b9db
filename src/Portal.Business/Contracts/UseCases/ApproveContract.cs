using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.JobFolders;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// Approval: one transaction, exactly once. The contract comes into force with all its lines, and the decision is kept with name, signature, time,
/// address and the hash of the document that was read; the signed document is stored. Unique decisions make a second approval fail, whoever makes it.
/// </summary>
public sealed partial class ApproveContract(
    PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ContractOffers offers, ContractMails mails, ILogger<ApproveContract> log)
{
    /// <summary>How often a save is tried that somebody else's change of the contract overtook.</summary>
    private const int Attempts = 3;

    /// <param name="LinkSecret">The secret of a personal link; null for a signed-in person, who names the contract.</param>
    /// <param name="Proof">What staff bring: the contract signed on paper, a message. Null where there is nothing.</param>
    public sealed record Input(long ContractId, string? LinkSecret, GivenAnswer Answer, DocumentFile? Proof = null);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        var identified = await ContractAnswerer.IdentifyAsync(contexts, user, input.LinkSecret, input.ContractId, input.Answer.Name, clock.GetUtcNow().UtcDateTime, ct);
        if (!identified.TryGet(out var by, out var unknown))
        {
            return unknown;
        }

        for (var attempt = 1; ; attempt++)
        {
            var result = await TryAsync(input, by, ct);
            if (result.Refusal != Refusal.Stale || attempt == Attempts)
            {
                return result;
            }
        }
    }

    /// <summary>Refuses as stale whatever was lost to somebody else; tried again, it says what became of the contract meanwhile.</summary>
    private async Task<Result> TryAsync(Input input, ContractAnswerer by, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(by.Actor);
        if (!(await ContractToAnswer.LoadAsync(db, by, input.Answer.DocumentSha256, ct)).TryGet(out var asked, out var not))
        {
            return not;
        }

        var contract = asked.Contract;
        var name = by.OnBehalf && string.IsNullOrWhiteSpace(input.Answer.Name) ? by.Actor.Name : input.Answer.Name.Trim();
        if (GivenAnswer.Check(name, input.Answer.Reason.Trim(), by.OnBehalf) is { Count: > 0 } wrong)
        {
            return Result.Refused(wrong);
        }

        if (input.Proof is { } brought && Uploads.Check(brought.Name, brought.Bytes).Refusal is { } unusable)
        {
            return unusable;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var today = asked.Entity.DayOf(now);
        if (!(await offers.OfferAsync(db, contract, asked.Offer, by.Actor, today, now, ct)).TryGet(out var offer, out var notYet))
        {
            return notYet;
        }

        if (contract.Approve(today, by.OnBehalf ? contract.SubscribedOn ?? today : today) is { Succeeded: false } refused)
        {
            return refused;
        }

        await ContractAccess.SetNextInvoiceAsync(db, contract, today, ct);
        var (decision, signed) = await DecideAsync(db, contract, offer, by, input with { Answer = input.Answer with { Name = name } }, now, ct);
        db.TimelineEntries.Add(new TimelineEntry(
            contract.ClientId, contract.JobId, now, by.Actor, by.OnBehalf ? "Contracts.ApprovedOnBehalf" : "Contracts.Approved", nameof(Contract), contract.Id,
            contract.Reference, name, decision.Reason));
        await mails.TellAsync(db, contract, offer, decision, signed, by.Email, ct);
        if (await db.TrySaveAsync(ct) is { Refusal: { } lost })
        {
            return lost.Kind == RefusalKind.Conflict ? Refusal.Stale : lost;
        }

        LogApproved(log, contract.Id, offer.Number);
        return Result.Done;
    }

    private async Task<(ContractDecision Decision, StoredDocument Signed)> DecideAsync(
        PortalDbContext db, Contract contract, ContractOffer offer, ContractAnswerer by, Input input, DateTime now, CancellationToken ct)
    {
        var answer = input.Answer;
        var address = Folding.Cut(answer.IpAddress, GivenAnswer.LongestAddress);
        var approval = new Approval(answer.Name, now, address, offer.DocumentSha256, by.OnBehalf, answer.Reason.Trim(), answer.Signature?.Bytes);
        var language = await db.Clients.Where(c => c.Id == contract.ClientId).Select(c => c.Language).SingleAsync(ct);
        var signature = answer.Signature is { } drawn
            ? StoredDocument.Generated(SubjectRef.To(contract), "signature", 1, drawn, contract.ClientId, DocumentVisibility.Internal, now)
            : null;
        var proof = by.OnBehalf && input.Proof is { } brought
            ? StoredDocument.Uploaded(SubjectRef.To(contract), ContractOffers.ProofKind, brought, contract.ClientId, DocumentVisibility.Internal, now)
            : null;
        var signed = await offers.SignAsync(db, contract, offer, approval, language, ct);
        db.StoredDocuments.AddRange(new[] { signature, proof }.OfType<StoredDocument>());
        var decision = new ContractDecision
        {
            ContractId = contract.Id,
            ClientId = contract.ClientId,
            OfferId = offer.Id,
            Approved = true,
            ApprovalOf = contract.Id,
            Name = answer.Name,
            At = now,
            IpAddress = address,
            Browser = Folding.Cut(answer.Browser, GivenAnswer.LongestBrowser),
            DocumentSha256 = offer.DocumentSha256,
            SignatureDocumentId = signature?.Id,
            SignedDocumentId = signed.Id,
            ProofDocumentId = proof?.Id,
            Reason = approval.Reason,
            UserId = by.Actor.UserId,
            OnBehalf = by.OnBehalf,
        };
        offer.Close(now);
        db.ContractDecisions.Add(decision);
        return (decision, signed);
    }

    [LoggerMessage(LogLevel.Information, "Contract {ContractId} approved in version {Number}")]
    private static partial void LogApproved(ILogger logger, long contractId, int number);
}
