using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Tests.Contracts.Renewals;
using Portal.Business.Tests.Helpdesk;
using Portal.Business.Tests.Integrity;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Common;

/// <summary>Rows that were ticked are found by their ids, whatever the list would show otherwise.</summary>
public sealed class TickedRowsTests
{
    [Theory, EachDatabase]
    public async Task Entries_Ticked_AreFoundAlone_WithTheirBalance(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssueAsync(3);
        await using var db = boreal.Portal.Open();
        var ids = await db.AccountingEntries.OrderBy(e => e.Id).Select(e => e.Id).Take(2).ToListAsync();

        var found = Boreal.Value(await boreal.Portal.Get<ListEntries>().RunAsync(new(new PageRequest(Size: 1, Only: ids)), default));

        Assert.Equal((2, 1), (found.Page.Total, found.Page.Rows.Count));
        Assert.Equal(await db.AccountingEntries.Where(e => ids.Contains(e.Id)).SumAsync(e => e.Total), Assert.Single(found.Balances).Debit);
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<ListEntries>().RunAsync(new(new PageRequest(Only: [])), default)).Page.Total);
    }

    [Theory, EachDatabase]
    public async Task Tickets_Ticked_AreFoundAlone(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var second = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Une autre", "Encore."), default));

        var found = Boreal.Value(await scene.Portal.Get<ListTickets>().RunAsync(new(new PageRequest(Only: [second, 4711])), default));

        Assert.Equal((1, second), (found.Total, Assert.Single(found.Rows).Id));
    }

    [Theory, EachDatabase]
    public async Task Contracts_TickedUnderTwoViews_AreFoundTogether(DatabaseProvider provider)
    {
        await using var scene = await RenewalScene.StartAsync(provider);
        var lapsed = await scene.ContractAsync("C-1", new DateOnly(2025, 1, 1), new DateOnly(2026, 1, 31));
        var toCome = await scene.ContractAsync("C-2", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        await scene.ContractAsync("C-3", new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 31));

        var found = Boreal.Value(await scene.Portal.Get<ListRenewals>().RunAsync(new(new PageRequest(Only: [lapsed.Id, toCome.Id]), 30), default));

        Assert.Equal([lapsed.Id, toCome.Id], found.Rows.Select(r => r.Id));
    }
}
