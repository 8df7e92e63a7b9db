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

    /// <param name="AmendedFrom">The first day of an amendment; null: the draft as a whole.</param>
    public sealed record Input(long ContractId, DateOnly? AmendedFrom = null);

    public async Task<Result<Proposal>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Contracts.AsNoTracking().Include(c => c.Lines).SingleOrDefaultAsync(c => c.Id == input.ContractId, ct) is not { } contract)
        {
            return Refusal.NotFound;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == contract.ClientId, ct);
        var today = seller.Today(clock);
        var usual = today.AddDays(ContractLinks.UsualDays);

        // An answer after the day of an amendment would come too late where that day is billed by then.
        var answerBy = input.AmendedFrom is { } from && from > today && from <= usual ? from.AddDays(-1) : usual;
        return new Proposal(await ContractMails.ProposeAsync(db, contract, input.AmendedFrom, client, seller, user.Name, ct), answerBy);
    }
}
