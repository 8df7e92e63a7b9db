using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Banking;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Interventions.Planning;

namespace Portal.Business.Data;

/// <summary>
/// The small company that a Development start shows: two legal entities, their clients, people who can sign in, and some business
/// in every state. Everything but the bare records goes through the use cases. Does nothing where it was done before.
/// </summary>
public sealed class DemoData(
    PortalDbContextFactory contexts, DemoAccounts accounts, DemoLateInvoices late, DemoBusiness business, DemoBank bank, DemoRequests requests, DemoHelpdesk helpdesk,
    DemoPlanning planning, DemoContracts contracts, TimeProvider clock)
{
    /// <summary>What nobody can sign in without: the companies and the people.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await using (var db = contexts.CreateFor(SystemUser.Instance))
        {
            await DemoCompanies.RunAsync(db, clock, ct);
            await DemoPriceIndexes.AddAsync(db, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), ct);
        }

        await accounts.RunAsync(ct);
    }

    /// <summary>What they have done. It may run while somebody looks on; answers false where it was done before.</summary>
    public async Task<bool> AddBusinessAsync(CancellationToken ct)
    {
        await using (var db = contexts.CreateFor(SystemUser.Instance))
        {
            if (await db.Quotes.AnyAsync(ct) || await db.Invoices.AnyAsync(ct))
            {
                return false;
            }
        }

        await late.RunAsync(ct);
        await business.RunAsync(ct);
        await bank.RunAsync(ct);
        await requests.RunAsync(ct);
        await helpdesk.RunAsync(ct);
        await planning.RunAsync(ct);
        await contracts.RunAsync(ct);
        return true;
    }
}
