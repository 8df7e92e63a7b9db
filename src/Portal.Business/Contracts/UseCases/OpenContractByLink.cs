using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// Shows a contract to whoever holds its link, without an account: the secret is the permission. The first opening is written down; the link of a
/// version that another one followed says so.
/// </summary>
public sealed class OpenContractByLink(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, PublicContracts contracts)
{
    public sealed record Input(string Secret);

    public async Task<Result<PublicContract>> RunAsync(Input input, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (!(await db.FindLinkAsync<ContractLink>(input.Secret, now, ct)).TryGet(out var link, out var closed))
        {
            return closed;
        }

        var contract = await ContractAccess.Whole(db.Contracts.AllClients().AsNoTracking()).SingleAsync(c => c.Id == link.ContractId, ct);
        var offers = await db.ContractOffers.AllClients().Where(o => o.ContractId == link.ContractId).ToListAsync(ct);
        var offer = offers.Single(o => o.Id == link.OfferId);
        if (offers.Exists(o => o.Number > offer.Number))
        {
            return Refusal.NotNow("Contracts.LinkSuperseded", contract.Reference, (await LinkFinding.WhomToAskAsync(db, contract.LegalEntityId, ct)).Name);
        }

        if (offer.ViewedAt is null && user.UserId is null)
        {
            offer.View(now);
            db.TimelineEntries.Add(new TimelineEntry(contract.ClientId, contract.JobId, now, user, "Contracts.Viewed", nameof(Contract), contract.Id, contract.Reference, link.Email));

            // Whoever loses the race sees the contract all the same; the winner has written it down.
            await db.TrySaveAsync(ct);
        }

        var recipient = await db.Contacts.AllClients().Where(c => c.ClientId == contract.ClientId && c.Email == link.Email).Select(c => c.Name).FirstOrDefaultAsync(ct);
        return await contracts.ShowAsync(db, contract, offer, recipient ?? "", Formats.Current.Culture.Name, ct);
    }
}
