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
/// Approval: one transaction, exactly once. The contract comes into force with all its lines, or its amendment takes effect, and the decision is kept
/// with name, signature, time, address and the hash of the document that was read; the signed document is stored. Unique decisions make a second
/// approval fail, whoever makes it.
/// </summary>
public sealed partial class ApproveContract(
    PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ContractOffers offers, ContractAnswerMails mails, ILogger<ApproveContract> log)
{
    /// <param name="LinkSecret">The secret of a personal link; null for a signed-in person, who names the contract.</param>
    /// <param name="Proof">What staff bring: the contract signed on paper, a message. Null where there is nothing.</param>
    public sealed record Input(long ContractId, string? LinkSecret, GivenAnswer Answer, IncomingFile? Proof = null);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        var identified = await ContractAnswerer.IdentifyAsync(contexts, user, input.LinkSecret, input.ContractId, input.Answer.Name, clock.GetUtcNow().UtcDateTime, ct);
        return identified.TryGet(out var by, out var unknown) ? await Again.WhileStaleAsync(() => TryAsync(input, by, ct)) : unknown;
    }

    /// <summary>Refuses as stale whatever was lost to somebody else; tried again, it says what became of the contract meanwhile.</summary>
    private async Task<Result> TryAsync(Input input, ContractAnswerer by, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(by.Actor);
        if (!(await ContractToAnswer.LoadAsync(db, by, input.Answer.DocumentSha256, ct)).TryGet(out var asked, out var not))
        {
            return not;
        }

        var (contract, answer) = (asked.Contract, by.Complete(input.Answer));
        if (GivenAnswer.Check(answer.Name, answer.Reason, by.OnBehalf) is { Count: > 0 } wrong)
        {
            return Result.Refused(wrong);
        }

        if (input.LinkSecret is not null && GivenAnswer.WhyNotSignedBy(answer.Name) is { } notSigned)
        {
            return notSigned;
        }

        CheckedFile? proof = null;
        if (by.OnBehalf && input.Proof is { } brought && !(await Uploads.CheckAsync(brought.Name, brought.Bytes, ct)).TryGet(out proof, out var unusable))
        {
            return unusable;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var today = asked.Entity.DayOf(now);
        var made = asked.Offer is { } waiting ? waiting : await offers.OfferAsync(db, contract, null, null, by.Actor, today, now, ct);
        if (!made.TryGet(out var offer, out var notYet))
        {
            return notYet;
        }

        var signedOn = by.OnBehalf ? contract.SubscribedOn ?? today : today;
        if (await ContractEffect.ApplyAsync(db, contract, offer, today, signedOn, asked.Entity.Name, ct) is { Succeeded: false } refused)
        {
            return refused;
        }

        var decision = await offers.SignAsync(db, contract, offer, by, answer, proof, now, ct);
        db.TimelineEntries.Add(new TimelineEntry(
            contract.ClientId, contract.JobId, now, by.Actor, $"Contracts.{(offer.Amendment is null ? "" : "Amendment")}Approved{(by.OnBehalf ? "OnBehalf" : "")}", nameof(Contract), contract.Id,
            contract.Reference, answer.Name, answer.Reason, offer.Amendment?.What.From ?? today));
        await mails.TellAsync(db, contract, offer, decision, db.StoredDocuments.Local.Single(d => d.Id == decision.SignedDocumentId), by.Email, ct);
        if (await db.TrySaveAsync(ct) is { Refusal: { } lost })
        {
            return lost.Kind == RefusalKind.Conflict ? Refusal.Stale : lost;
        }

        LogApproved(log, contract.Id, offer.Number);
        return Result.Done;
    }

    [LoggerMessage(LogLevel.Information, "Contract {ContractId} approved in version {Number}")]
    private static partial void LogApproved(ILogger logger, long contractId, int number);
}
