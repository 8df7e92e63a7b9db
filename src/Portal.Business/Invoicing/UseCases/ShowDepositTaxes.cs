using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>How a deposit may be taxed, before it is asked for: nothing is asked where the job orders something.</summary>
public sealed class ShowDepositTaxes(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="LegalEntityId">Who sells where there is no job; null takes the client's usual company.</param>
    public sealed record Input(long? ClientId, long? JobId, long? LegalEntityId = null);

    public sealed record Choice(long Id, LocalText Name);

    /// <param name="Choices">Empty where the order says it, and where the company has no active tax code.</param>
    /// <param name="Usual">The only one in question; null where a person has to choose.</param>
    /// <param name="IsAsked">False where the order says it.</param>
    public sealed record Shown(IReadOnlyList<Choice> Choices, long? Usual, bool IsAsked);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var job = input.JobId is { } jobId ? await db.Jobs.AsNoTracking().Include(j => j.Lines).SingleOrDefaultAsync(j => j.Id == jobId, ct) : null;
        var clientId = job?.ClientId ?? input.ClientId;
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == clientId, ct);
        if (client is null || (input.JobId is not null && job is null))
        {
            return Refusal.NotFound;
        }

        if (job is not null && DepositLines.SaysTax(job))
        {
            return new Shown([], null, false);
        }

        if (!(await db.SellerAsync(client, job, input.LegalEntityId, ct)).TryGet(out var seller, out var sellsNothing))
        {
            return sellsNothing;
        }

        var taxes = await DepositTaxes.LoadAsync(db, seller.Id, client.FiscalPositionWith(seller.Id), ct);
        return new Shown([.. taxes.Choices.Select(c => new Choice(c.Id, c.Name))], taxes.Usual, true);
    }
}
