using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.PersonalLinks;
using Portal.Business.PrepaidHours;
using Portal.Business.PrepaidHours.Scheduled;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Tests.Helpdesk;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.PrepaidHours;

public sealed class HoursWarningTests
{
    [Theory, EachDatabase]
    public async Task LowBalance_IsToldOnceToClientAndCompany_AndUsedUpOnceMore(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        await using (var db = scene.Portal.Open())
        {
            await db.LegalEntities.ExecuteUpdateAsync(set => set.SetProperty(e => e.Email, "bureau@boreal.example"));
        }

        Boreal.Value(await scene.LogAsync(480));
        Assert.Equal(0, Boreal.Value(await scene.Portal.Get<WarnOfHours>().RunAsync(null, default)));
        Boreal.Value(await scene.LogAsync(30));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.Portal.Get<WarnOfHours>().RunAsync(null, default))));
        Assert.Equal(0, Boreal.Value(await scene.Portal.Get<WarnOfHours>().RunAsync(null, default)));
        Boreal.Value(await scene.LogAsync(120));
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<WarnOfHours>().RunAsync(null, default)));

        await using var after = scene.Portal.Open();
        var mails = await after.OutgoingMessages.Where(m => m.Kind.StartsWith("hours.")).OrderBy(m => m.Id).Select(m => m.Kind).ToListAsync();
        Assert.Equal(["hours.low", "hours.staff", "hours.used-up", "hours.staff"], mails);
        var shown = Boreal.Value(await scene.Portal.Get<ShowHoursPack>().RunAsync(new(scene.Pack.Id), default));
        Assert.Equal(HoursAlertKind.UsedUp, shown.Alert);
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<ListHoursPacks>().RunAsync(new(new PageRequest(), Wanted: ListHoursPacks.Wanted.Low), default)).Total);
    }

    [Theory, EachDatabase]
    public async Task LowBalance_OfOneOrder_IsNoNewsWhileAnotherHasHours_AndTheLastIsTold(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Boreal.Value(await scene.LogAsync(570));
        Assert.Equal([(scene.Pack.Id, HoursAlertKind.Low)], await ShownAsync());
        var more = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(code: "PLUS"), 2);
        Assert.Empty(await ShownAsync());
        Assert.Equal(0, Boreal.Value(await scene.Portal.Get<WarnOfHours>().RunAsync(null, default)));

        var ticket = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default));
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(scene.TicketId, ticket.Version, ticket.Head with { HoursPackId = null, UsesOldestHours = true }), default));
        Boreal.Value(await scene.LogAsync(130));
        Assert.Equal([(more.Id, HoursAlertKind.Low)], await ShownAsync());
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<WarnOfHours>().RunAsync(null, default)));
        Boreal.Value(await scene.LogAsync(30));
        Assert.Equal([(more.Id, HoursAlertKind.UsedUp)], await ShownAsync());
        Assert.Equal(1, Boreal.Value(await scene.Portal.Get<WarnOfHours>().RunAsync(null, default)));
        Assert.Equal(0, Boreal.Value(await scene.Portal.Get<WarnOfHours>().RunAsync(null, default)));

        await using var db = scene.Portal.Open();
        Assert.Equal([(more.Id, HoursAlertKind.Low), (more.Id, HoursAlertKind.UsedUp)], (await db.HoursAlerts.OrderBy(a => a.Id).ToListAsync()).Select(a => (a.PackId, a.Kind)));

        // The client's page says what the mails say.
        async Task<IEnumerable<(long, HoursAlertKind)>> ShownAsync() =>
            Boreal.Value(await scene.Portal.Get<ShowHoursStatement>().RunAsync(new(scene.Boreal.Client.Id), default)).Packs.Where(p => p.News is not null).Select(p => (p.Id, p.News!.Value));
    }

    [Theory, EachDatabase]
    public async Task Expiry_IsToldOnceThirtyDaysBefore_AndAgainForAnotherLastDay(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var pack = await boreal.SellAsync(await boreal.HourProductAsync(months: 3), 10);

        boreal.Portal.Clock.Set(new DateTime(2026, 5, 1, 16, 0, 0, DateTimeKind.Utc));
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<WarnOfHours>().RunAsync(null, default)));
        boreal.Portal.Clock.Set(new DateTime(2026, 5, 2, 16, 0, 0, DateTimeKind.Utc));
        Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<WarnOfHours>().RunAsync(null, default)));
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<WarnOfHours>().RunAsync(null, default)));
        Boreal.Require(await boreal.Portal.Get<ExtendHours>().RunAsync(new(pack.Id, pack.Version, new DateOnly(2026, 5, 20)), default));
        Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<WarnOfHours>().RunAsync(null, default)));

        await using var db = boreal.Portal.Open();
        var mail = await db.OutgoingMessages.Where(m => m.Kind == "hours.expiring").OrderBy(m => m.Id).FirstAsync();
        Assert.Contains("10", mail.Subject, StringComparison.Ordinal);
        Assert.Equal("marie@erable.example", mail.Recipients[0].Address);
    }

    [Theory, EachDatabase]
    public async Task TopUp_ProposedByManyAtOnce_IsOneQuote_WhoseApprovalBringsTheHours(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var pack = await boreal.SellAsync(await boreal.HourProductAsync(), 10);

        var proposed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => boreal.Portal.Get<ProposeTopUp>().RunAsync(new(pack.Id), default))));

        var quote = Assert.Single(proposed.Select(Boreal.Value).Distinct());
        await using (var db = boreal.Portal.Open())
        {
            Assert.Equal((900m, 0), (await db.Quotes.Where(q => q.Id == quote).Select(q => q.Net).SingleAsync(), await db.Quotes.Where(q => q.Id == quote).Select(q => q.Version).SingleAsync()));
        }

        Boreal.Value(await boreal.Portal.Get<SendQuote>().RunAsync(new(quote, 0, new LinkMailWishes("top-up", boreal.Client.BillingManagerId, [])), default));
        Boreal.Value(await boreal.Portal.Get<ApproveQuote>().RunAsync(new(quote, null, [], null, "", null, "", "", "", "by phone"), default));

        var statement = Boreal.Value(await boreal.Portal.Get<ShowHoursStatement>().RunAsync(new(boreal.Client.Id), default));
        Assert.Equal((1200, 1200, 2), (statement.Bought, statement.After, statement.Packs.Count));
        Assert.NotEqual(quote, Boreal.Value(await boreal.Portal.Get<ProposeTopUp>().RunAsync(new(pack.Id), default)));
        boreal.Portal.User = TestUser.InRole(DefaultRoles.SupportAgent);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ProposeTopUp>().RunAsync(new(pack.Id), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Statement_AsPdfAndByMail_IsTheClientsOwn_AndSentOnce(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Boreal.Value(await scene.LogAsync(210));
        var period = new SendHoursStatement.Input(scene.Boreal.Client.Id, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), Guid.NewGuid());

        Assert.Equal("marie@erable.example", Boreal.Value(await scene.Portal.Get<SendHoursStatement>().RunAsync(period, default)));
        Assert.Equal("marie@erable.example", Boreal.Value(await scene.Portal.Get<SendHoursStatement>().RunAsync(period, default)));

        await using (var db = scene.Portal.Open())
        {
            var mail = await db.OutgoingMessages.SingleAsync(m => m.Kind == "hours.statement");
            Assert.Contains("6,5", mail.TextBody, StringComparison.Ordinal);
            Assert.Equal(1, await db.StoredDocuments.CountAsync(d => d.Kind == DocumentKinds.HoursStatement));
        }

        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        var own = Boreal.Value(await scene.Portal.Get<DrawHoursStatement>().RunAsync(new(scene.Boreal.Client.Id), default));
        Assert.Equal("%PDF"u8.ToArray(), own.Bytes[..4]);
        scene.Portal.User = TestUser.OfClients(999);
        Assert.Equal(Refusal.NotFound, (await scene.Portal.Get<DrawHoursStatement>().RunAsync(new(scene.Boreal.Client.Id), default)).Refusal);
    }
}
