using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Contracts.UseCases;

/// <summary>What the send dialog of a contract starts with.</summary>
public sealed class ProposeContractSending(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="AnswerBy">The last day on which the link opens.</param>
    public sealed record Proposal(LinkMailProposal Mail, DateOnly AnswerBy);

    public async Task<Result<Proposal>> RunAsync(long contractId, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Contracts.AsNoTracking().Include(c => c.Lines).SingleOrDefaultAsync(c => c.Id == contractId, ct) is not { } contract)
        {
            return Refusal.NotFound;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == contract.ClientId, ct);
        return new Proposal(await ContractMails.ProposeAsync(db, contract, client, seller, user.Name, ct), seller.Today(clock).AddDays(ContractLinks.UsualDays));
    }
}
