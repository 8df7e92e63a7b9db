using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Accounts;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;
using Portal.Business.Operations;
using Portal.Business.PrepaidHours;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Benchmarks;

/// <summary>
/// Server time of the lists of tickets, time and prepaid hours, with ten pieces of time for each ticket: <c>helpdesk sqlite 100000</c>,
/// <c>helpdesk postgres 100000 "Host=…"</c>; a named file or database is filled once and measured again. Two thousand tickets of as many clients are made, and copied until there are enough.
/// </summary>
internal static class HelpdeskBenchmark
{
    private const int Made = 2000;
    private const int EntriesOfOne = 10;
    private const int Runs = 20;
    private static bool printed;

    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000;
        printed = args.Contains("statements");
        var me = new Somebody();
        await using var portal = await BenchmarkPortal.StartAsync(args, me);
        if (await portal.Open().Tickets.CountAsync() < count)
        {
            await using var scope = portal.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SeedLargeData>().RunAsync(new SeedLargeData.Input(20_000, 0, Documents: false), CancellationToken.None);
            await MakeAsync(portal);
            await CopyAsync(portal, count / Made);
            await using var db = portal.Open();
            await db.Database.ExecuteSqlRawAsync(args[0] == "postgres" ? "VACUUM ANALYZE" : "ANALYZE");
        }

        long ticket, pack, client;
        await using (var db = portal.Open())
        {
            var first = await db.Tickets.Where(t => t.Number == "T-H-000000").SingleAsync();
            (ticket, pack, client) = (first.Id, first.HoursPackId!.Value, first.ClientId);
            me.UserId = first.AssigneeId;
            Console.WriteLine($"{args[0]}: {await db.Tickets.CountAsync()} tickets, {await db.TimeEntries.CountAsync()} pieces of time, {await db.HoursPacks.CountAsync()} accounts, {await db.HoursMovements.CountAsync()} movements");
        }

        var page = new PageRequest();
        Task TicketsAsync(string what, ListTickets.Input input) => MeasureAsync(portal, "tickets, " + what, async s => (await s.GetRequiredService<ListTickets>().RunAsync(input, default)).Value.Total);
        Task TimeAsync(string what, ListTimeEntries.Input input) => MeasureAsync(portal, "time, " + what, async s => (await s.GetRequiredService<ListTimeEntries>().RunAsync(input, default)).Value.Total);
        Task HoursAsync(string what, ListHoursPacks.Input input) => MeasureAsync(portal, "hours, " + what, async s => (await s.GetRequiredService<ListHoursPacks>().RunAsync(input, default)).Value.Total);
        await TicketsAsync("open", new(page, Statuses: ListTickets.Open));
        await TicketsAsync("mine", new(page, Statuses: ListTickets.Open, Mine: true));
        await TicketsAsync("waiting", new(page, Statuses: [TicketStatus.WaitingForClient]));
        await TicketsAsync("overdue", new(page, Overdue: true));
        await TicketsAsync("all", new(page));
        await TicketsAsync("of a client", new(page, ClientId: client));
        await TicketsAsync("search by number", new(page, "000777-7"));
        await TicketsAsync("search by name of client", new(page, "boulangerie bellevue"));
        await TicketsAsync("search that finds nothing", new(page, "zzz"));
        await MeasureAsync(portal, "tickets, board", async s => (await s.GetRequiredService<ShowTicketBoard>().RunAsync(new(AllTeams: true), default)).Value.Columns.Sum(c => c.Total));
        await MeasureAsync(portal, "one ticket", async s => (await s.GetRequiredService<ShowTicket>().RunAsync(ticket, default)).Value.Time.Count);
        await TimeAsync("open", new(page, State: TimeEntryState.Open));
        await TimeAsync("to invoice", new(page, ToBill: true));
        await TimeAsync("to invoice, of a month", new(page, ToBill: true, From: new DateOnly(2024, 9, 1), To: new DateOnly(2024, 9, 30)));
        await TimeAsync("to decide", new(page, Undecided: true));
        await TimeAsync("all", new(page));
        await TimeAsync("of a day", new(page, From: new DateOnly(2024, 9, 2), To: new DateOnly(2024, 9, 2)));
        await TimeAsync("search by name of client", new(page, "boulangerie bellevue"));
        await TimeAsync("search by number of a job", new(page, "000777-7"));
        await TimeAsync("search that finds nothing", new(page, "zzz"));
        await HoursAsync("left", new(page, Wanted: ListHoursPacks.Wanted.Left));
        await HoursAsync("few left", new(page, Wanted: ListHoursPacks.Wanted.Low));
        await HoursAsync("below zero", new(page, Wanted: ListHoursPacks.Wanted.Over));
        await HoursAsync("all", new(page));
        await HoursAsync("search by name of client", new(page, "boulangerie bellevue"));
        await HoursAsync("search by number of a job", new(page, "000777-7"));
        await HoursAsync("of a client", new(page, ClientId: client));
        await MeasureAsync(portal, "hours, one account", async s => (await s.GetRequiredService<ShowHoursPack>().RunAsync(new(pack), default)).Value.Movements.Count);
        await MeasureAsync(portal, "hours, statement of a year", async s => (await s.GetRequiredService<ShowHoursStatement>().RunAsync(new(client, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)), default)).Value.Rows.Count);
        await MeasureAsync(portal, "time logged on a ticket", async s => (await s.GetRequiredService<LogTicketTime>().RunAsync(new(ticket, 1, new DateOnly(2026, 2, 2)), default)).Succeeded ? 1 : 0);
    }

    private static async Task MakeAsync(BenchmarkPortal portal)
    {
        await using var look = portal.Open();
        var entity = await look.LegalEntities.OrderBy(e => e.Id).FirstAsync();
        var clients = await look.Clients.Where(c => c.LegalEntityId == entity.Id).OrderBy(c => c.Id).Take(Made).Select(c => new { c.Id, c.Currency }).ToListAsync();
        var users = Enumerable.Range(0, 20).Select(i => new User($"agent{i}@boreal.example", $"Agent {i}", "fr-CA", isClientUser: false)).ToList();
        var team = new HelpdeskTeam { LegalEntityId = entity.Id, Name = "Assistance", FirstAnswerMinutes = 120, SolutionMinutes = 960 };
        look.AddRange(users);
        look.Add(team);
        await look.SaveChangesAsync();
        var hours = new ServiceHours(team.Week, entity, new HashSet<DateOnly>());
        for (var made = 0; made < clients.Count; made += 100)
        {
            await using var db = portal.Open();
            for (var i = made; i < Math.Min(clients.Count, made + 100); i++)
            {
                var at = new DateTime(2024, 1, 1, 14, 0, 0, DateTimeKind.Utc).AddHours(i * 9);
                var job = new Job(entity.Id, clients[i].Id, $"J-H-{i:000000}", "Assistance", clients[i].Currency, at);
                var line = new JobLine { JobId = job.Id, Description = "Heures d’assistance", Quantity = i % 7 == 0 ? 3 : 10, UnitPrice = 95 }.Priced();
                job.Order(line);
                var (pack, bought) = HoursPack.Open(job, line, new SoldHours(HoursUnit.Hour, 1, (HoursOverage)(i % 3), 110, i % 2 == 0 ? 24 : null), entity.DayOf(at), at, "");
                var ticket = new Ticket(entity.Id, clients[i].Id, $"T-H-{i:000000}", $"Imprimante {i}", RequestOrigin.Client, at);
                ticket.GiveTo(team, hours);
                ticket.TakeHoursOf(pack.Id);
                ticket.Edit(new Ticket.Head(ticket.Title, RequestPriority.Normal, users[i % users.Count].Id, null, null, pack.Id, false));
                if (i % 20 is > 1)
                {
                    ticket.Answered(at.AddHours(1));
                    ticket.MoveTo(i % 20 is 2 ? TicketStatus.WaitingForClient : TicketStatus.Closed, hours, at.AddHours(2));
                }

                db.AddRange(job, pack, bought, ticket);
                db.Add(new TicketMessage { TicketId = ticket.Id, ClientId = ticket.ClientId, Kind = TicketMessageKind.FromClient, At = at, By = "Marie Roy", Body = "Depuis ce matin, elle affiche une erreur." });
                for (var n = 0; n < EntriesOfOne; n++)
                {
                    var minutes = 10 + (((i * 7) + (n * 13)) % 75);
                    var entry = TimeEntry.Of(job, null, users[(i + n) % users.Count].Id, entity.DayOf(at.AddDays(n)), minutes, "Diagnostic à distance", true, 30).Value;
                    entry.BelongTo(ticket.Id);
                    var share = HoursSharing.Share([new HoursPot(pack.Id, pack.BalanceMinutes, pack.Overage == HoursOverage.Block ? HoursOverage.Bill : pack.Overage)], minutes).Value;
                    var taken = share.ByPack.GetValueOrDefault(pack.Id);
                    if (taken != 0)
                    {
                        db.Add(pack.Add(HoursMovementKind.Used, -taken, entry.Day, at, "Agent", "Diagnostic", $"time:{entry.Id}", entry.Id));
                    }

                    entry.Count(taken, share.Over, pack.OverRate, pack.Overage == HoursOverage.Block);
                    if (i % 20 is > 1)
                    {
                        entry.Approve(users[0].Id, at);
                    }

                    db.Add(entry);
                }
            }

            await db.SaveChangesAsync();
        }
    }

    /// <summary>By the database itself: what is new of a copy is its ids, its numbers and its search key.</summary>
    private static async Task CopyAsync(BenchmarkPortal portal, int times)
    {
        await using var db = portal.Open();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(20));
        Type[] types = [typeof(Job), typeof(JobLine), typeof(HoursPack), typeof(Ticket), typeof(TicketMessage), typeof(TimeEntry), typeof(HoursMovement)];
        var lowest = await db.Jobs.Where(j => j.Number.StartsWith("J-H-")).MinAsync(j => j.Id);
        var highest = Math.Max(await db.TimeEntries.MaxAsync(e => e.Id), await db.HoursMovements.MaxAsync(m => m.Id));
        for (var k = 1; k < times; k++)
        {
            var by = (k * (highest - lowest + 1)).ToString(CultureInfo.InvariantCulture);
            foreach (var entity in types.Select(t => db.Model.FindEntityType(t)!))
            {
                var columns = entity.GetProperties().Select(p => p.GetColumnName()).ToList();
                string Value(string column) => column switch
                {
                    "Id" or "JobId" or "JobLineId" or "PackId" or "HoursPackId" or "TicketId" or "TimeEntryId" => entity.ClrType == typeof(TimeEntry) && column == "JobLineId" ? $"\"{column}\"" : $"\"{column}\" + {by}",
                    "Number" or "SearchKey" or "Source" => $"\"{column}\" || '-{k}'",
                    _ => $"\"{column}\"",
                };
                var sql = $"INSERT INTO \"{entity.GetTableName()}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) "
                    + $"SELECT {string.Join(", ", columns.Select(Value))} FROM \"{entity.GetTableName()}\" WHERE \"Id\" BETWEEN {lowest} AND {highest}";
                await db.Database.ExecuteSqlRawAsync(sql);
            }
        }
    }

    /// <summary>By the clock, and the time of this process' processors: what other work on the machine hardly changes, and all there is to SQLite.</summary>
    private static async Task MeasureAsync(BenchmarkPortal portal, string what, Func<IServiceProvider, Task<int>> run)
    {
        var times = new List<double>();
        var found = 0;
        var before = TimeSpan.Zero;
        using var self = Process.GetCurrentProcess();
        for (var i = 0; i < 2 + Runs; i++)
        {
            if (i == 2)
            {
                self.Refresh();
                before = self.TotalProcessorTime;
            }

            await using var statements = new Statements(printed && i == 2);
            await using var scope = portal.Services.CreateAsyncScope();
            var watch = Stopwatch.StartNew();
            found = await run(scope.ServiceProvider);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        self.Refresh();
        var processor = (self.TotalProcessorTime - before).TotalMilliseconds / Runs;
        var counted = times.Skip(2).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} ({found}): best {counted[0]:F1} ms, median {counted[counted.Count / 2]:F1} ms, max {counted[^1]:F1} ms; processor {processor:F1} ms"));
    }

    /// <summary>Somebody of the company who may do everything.</summary>
    private sealed class Somebody : ICurrentUser
    {
        public long? UserId { get; set; }

        public string Name => "Agent 0";

        public ClientScope Clients => ClientScope.Everyone;

        public bool Has(string permission) => true;
    }
}
