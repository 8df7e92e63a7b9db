using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The client says no to what was sent: by the personal link, in the portal, or through staff with a reason. The contract stays a draft that can be changed and sent again.</summary>
public sealed class RefuseContract(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ContractMails mails)
{
    private const int Attempts = 3;

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

        for (var attempt = 1; ; attempt++)
        {
            var result = await TryAsync(input, by, now, ct);
            if (result.Refusal != Refusal.Stale || attempt == Attempts)
            {
                return result;
            }
        }
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

        var name = by.OnBehalf && string.IsNullOrWhiteSpace(input.Answer.Name) ? by.Actor.Name : input.Answer.Name.Trim();
        var reason = input.Answer.Reason.Trim();
        if (GivenAnswer.Check(name, reason, by.OnBehalf) is { Count: > 0 } wrong)
        {
            return Result.Refused(wrong);
        }

        var decision = new ContractDecision
        {
            ContractId = contract.Id,
            ClientId = contract.ClientId,
            OfferId = offer.Id,
            Approved = false,
            Name = name,
            At = now,
            IpAddress = Folding.Cut(input.Answer.IpAddress, GivenAnswer.LongestAddress),
            Browser = Folding.Cut(input.Answer.Browser, GivenAnswer.LongestBrowser),
            DocumentSha256 = offer.DocumentSha256,
            Reason = reason,
            UserId = by.Actor.UserId,
            OnBehalf = by.OnBehalf,
        };
        offer.Close(now);
        db.ContractDecisions.Add(decision);
        db.TimelineEntries.Add(new TimelineEntry(
            contract.ClientId, contract.JobId, now, by.Actor, reason.Length > 0 ? "Contracts.Refused" : "Contracts.RefusedWithoutReason", nameof(Contract), contract.Id,
            contract.Reference, name, Folding.Cut(reason, 300)));
        await mails.TellAsync(db, contract, offer, decision, null, "", ct);
        return await db.TrySaveAsync(ct) is { Refusal: { } lost } ? lost.Kind == RefusalKind.Conflict ? Refusal.Stale : lost : Result.Done;
    }
}
