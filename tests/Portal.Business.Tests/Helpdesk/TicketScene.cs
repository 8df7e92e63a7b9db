using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.PrepaidHours;
using Portal.Business.Tests.PrepaidHours;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

/// <summary>Ten hours sold, a team, two agents and a ticket from the portal.</summary>
internal sealed class TicketScene : IAsyncDisposable
{
    private TicketScene(Boreal boreal, HoursPack pack, long ticketId, long[] agents) => (Boreal, Pack, TicketId, Agents) = (boreal, pack, ticketId, agents);

    public Boreal Boreal { get; }

    public TestPortal Portal => Boreal.Portal;

    public HoursPack Pack { get; }

    public long TicketId { get; }

    public long[] Agents { get; }

    public static async Task<TicketScene> StartAsync(DatabaseProvider provider, HoursOverage overage = HoursOverage.Allow, decimal hours = 10, decimal? rate = null, int rounding = 1, int? months = null, (string Zone, DateTime Start)? place = null)
    {
        var boreal = await Boreal.QuebecAsync(provider);
        if (place is { } there)
        {
            boreal.Portal.Clock.Set(there.Start);
            boreal.Entity.TimeZone = there.Zone;
            await using var own = boreal.Portal.Open();
            await own.LegalEntities.Where(e => e.Id == boreal.Entity.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.TimeZone, there.Zone));
        }

        Boreal.Value(await boreal.Portal.Get<SaveHelpdeskTeam>().RunAsync(new(null, boreal.Entity.Id, 0, "Assistance", "", true, true, "", rounding, true, 60, 480), default));
        var pack = await boreal.SellAsync(await boreal.HourProductAsync(overage, months, rate), hours);
        long[] agents;
        await using (var db = boreal.Portal.Open())
        {
            var users = new[] { "Agathe", "Bruno" }.Select(n => new User($"{n}@boreal.example", n, "fr-CA", isClientUser: false)).ToList();
            db.AddRange(users);
            await db.SaveChangesAsync();
            agents = [.. users.Select(u => u.Id)];
        }

        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        var ticket = Boreal.Value(await boreal.Portal.Get<OpenOwnTicket>().RunAsync(new(boreal.Client.Id, Guid.NewGuid(), "L’imprimante ne répond pas", "Depuis ce matin.", []), default));
        var scene = new TicketScene(boreal, pack, ticket, agents);
        scene.As(0);
        return scene;
    }

    public void As(int agent) => Portal.User = new TestUser(Agents[agent], agent == 0 ? "Agathe" : "Bruno", Permissions.All.ToHashSet(), ClientScope.Everyone);

    /// <param name="minutes">Null starts the timer.</param>
    public Task<Result<long>> LogAsync(int? minutes) => Portal.Get<LogTicketTime>().RunAsync(new(TicketId, minutes), default);

    public async Task<(int Used, int Left)> HoursAsync()
    {
        var pack = await Boreal.PackAsync(Pack.Id);
        return (pack.UsedMinutes, pack.BalanceMinutes);
    }

    public async Task<Ticket> TicketAsync()
    {
        await using var db = Portal.Open();
        return await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == TicketId);
    }

    public ValueTask DisposeAsync() => Boreal.DisposeAsync();
}
