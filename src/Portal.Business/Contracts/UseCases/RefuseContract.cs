using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// The client says no to what was sent: by the personal link, in the portal, or through staff with a reason. The contract stays as it is, a draft or
/// without the amendment, and can be changed and sent again.
/// </summary>
public sealed class RefuseContract(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ContractAnswerMails mails)
{
    /// <param name="LinkSecret">The secret of a personal link; null for a signed-in person, who names the contract.</param>
    public sealed record Input(long ContractId, string? LinkSecret, GivenAnswer Answer);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var identified = await ContractAnswerer.IdentifyAsync(contexts, user, input.LinkSecret, input.ContractId, input.Answer.Name, now, ct);
        if (!identified.TryGet(out var by, out var unknown))
        {
            return unknown;
        }

        return await Again.WhileStaleAsync(() => TryAsync(input, by, now, ct));
    }

    /// <summary>Refuses as stale whatever was lost to somebody else; tried again, it says what became of the contract meanwhile.</summary>
    private async Task<Result> TryAsync(Input input, ContractAnswerer by, DateTime now, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(by.Actor);
        if (!(await ContractToAnswer.LoadAsync(db, by, input.Answer.DocumentSha256, ct)).TryGet(out var asked, out var not))
        {
            return not;
        }

        var contract = asked.Contract;
        if (asked.Offer is not { } offer)
        {
            return Refusal.NotNow("Contracts.NothingToRefuse", contract.Reference);
        }

        var answer = by.Complete(input.Answer);
        if (GivenAnswer.Check(answer.Name, answer.Reason, by.OnBehalf) is { Count: > 0 } wrong)
        {
            return Result.Refused(wrong);
        }

        var decision = ContractDecision.Of(offer, false, by, answer, now);
        offer.Close(now);
        db.ContractDecisions.Add(decision);
        var what = answer.Reason.Length > 0 ? "Refused" : "RefusedWithoutReason";
        db.TimelineEntries.Add(new TimelineEntry(
            contract.ClientId, contract.JobId, now, by.Actor, $"Contracts.{(offer.Amendment is null ? "" : "Amendment")}{what}", nameof(Contract), contract.Id,
            contract.Reference, answer.Name, Folding.Cut(answer.Reason, 300)));
        await mails.TellAsync(db, contract, offer, decision, null, "", ct);
        return await db.TrySaveAsync(ct) is { Refusal: { } lost } ? lost.Kind == RefusalKind.Conflict ? Refusal.Stale : lost : Result.Done;
    }
}
