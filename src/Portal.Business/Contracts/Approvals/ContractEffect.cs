using Portal.Business.Common;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Contracts.Requests;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Approvals;

/// <summary>What an approval does: a draft comes into force, or an amendment takes effect from its day on.</summary>
internal static class ContractEffect
{
    /// <summary>
    /// In the save of the approval, with the next invoice computed anew. An amendment is refused whose day is billed already: invoices went out at the
    /// prices before while the client thought it over.
    /// </summary>
    public static async Task<Result> ApplyAsync(PortalDbContext db, Contract contract, ContractOffer offer, DateOnly today, DateOnly signedOn, string seller, CancellationToken ct)
    {
        if (offer.Amendment is null)
        {
            if (contract.Approve(today, signedOn) is { Succeeded: false } refused)
            {
                return refused;
            }
        }
        else if (await AmendAsync(db, contract, offer.Amendment.What, seller, ct) is { Succeeded: false } refused)
        {
            return refused;
        }

        await ContractAccess.SetNextInvoiceAsync(db, contract, today, ct);
        return Result.Done;
    }

    private static async Task<Result> AmendAsync(PortalDbContext db, Contract contract, Amendment amendment, string seller, CancellationToken ct)
    {
        if (await PendingUndo.AnyAsync(db, [contract.Id], ct))
        {
            return PendingUndo.Refusal;
        }

        var amended = contract.Apply(amendment, await ContractAccess.BilledAsync(db, [contract.Id], ct));
        if (!amended.TryGet(out var lines))
        {
            return amended.Refusals.FirstOrDefault(r => r.Code == "Contracts.BilledBeyond") is { } billed
                ? Refusal.NotNow("Contracts.AmendmentOvertaken", contract.Reference, billed.Args[0], seller)
                : Result.Refused(amended.Refusals);
        }

        await WithdrawnRequests.OfAsync(db, lines, amendment.From, ct);
        db.Touch(contract);
        return Result.Done;
    }
}
