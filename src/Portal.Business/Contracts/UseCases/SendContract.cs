using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// Sends a draft contract, or an amendment of one that runs, to be approved, or sends it again: its PDF and a personal link, in one message to one
/// contact with others in copy. What changed since the last time makes a new version; the link of the old one says so.
/// </summary>
public sealed class SendContract(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ContractOffers offers, ContractLinks links, ContractMails mails)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    /// <param name="AnswerBy">The last day on which the link opens.</param>
    /// <param name="Amendment">What is to change of a contract that runs; null: the draft as it stands, or the amendment that waits already.</param>
    public sealed record Input(long ContractId, int Version, LinkMailWishes Mail, DateOnly AnswerBy, Amendment? Amendment = null);

    /// <summary>The number of the version that was sent.</summary>
    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsSend) || (input.Amendment is not null && !user.Has(Permissions.ContractsEdit)))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await ContractAccess.FindAsync(db, input.ContractId, ct) is not { } contract)
        {
            return Refusal.NotFound;
        }

        if (await db.OutgoingMessages.AnyAsync(m => m.DedupeKey == ContractMails.DedupeKey(contract.Id, input.Mail.Key), ct))
        {
            return Refusal.Conflict("Contracts.AlreadySent", contract.Reference);
        }

        if (contract.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var last = await ContractOffers.LatestAsync(db, contract.Id, ct);
        var waiting = last is { ClosedAt: null } ? last : null;
        var amendment = input.Amendment ?? (contract.Bills ? waiting?.Amendment?.What : null);
        if (amendment is null ? contract.Status != ContractStatus.Draft : !contract.Bills)
        {
            return Refusal.NotNow("Contracts.NotToApprove", contract.Reference);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == contract.ClientId, ct);
        var today = seller.DayOf(now);
        var (to, cc, refusals) = ContractMails.Read(amendment?.From, client, input.Mail);
        if (input.AnswerBy < today || input.AnswerBy > today.AddDays(ContractLinks.MostDays))
        {
            refusals.Add(Refusal.Invalid("Contracts.AnswerByOutOfRange", today, today.AddDays(ContractLinks.MostDays)).On(nameof(input.AnswerBy)));
        }

        var offered = await offers.OfferAsync(db, contract, amendment, waiting, user, today, now, ct);
        refusals.AddRange(offered.Refusals);
        if (refusals.Count > 0)
        {
            return Result<int>.Refused(refusals);
        }

        var offer = offered.Value;
        var document = db.StoredDocuments.Local.FirstOrDefault(d => d.Id == offer.DocumentId) ?? await db.StoredDocuments.SingleAsync(d => d.Id == offer.DocumentId, ct);
        var address = links.Make(db, offer, seller, to!.Address, input.AnswerBy, client.Language);
        await mails.QueueAsync(db, contract, amendment?.From, seller, client, to, cc, input.Mail, address, user.Name, document, ct);
        db.TimelineEntries.Add(new TimelineEntry(
            contract.ClientId, contract.JobId, now, user, offer == waiting ? "Contracts.SentAgain" : amendment is null ? "Contracts.Sent" : "Contracts.AmendmentSent", nameof(Contract), contract.Id, contract.Reference, to.Address, offer.Number, amendment?.From ?? contract.StartsOn));
        return await db.TrySaveAsync(ct) switch
        {
            { Refusal: { Code: "Common.AlreadyThere" } } => Refusal.Conflict("Contracts.AlreadySent", contract.Reference),
            { Refusal: { } refusal } => refusal,
            _ => offer.Number,
        };
    }
}
