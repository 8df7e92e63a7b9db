using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Batches;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Mail;
using Portal.Business.Timesheets;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Everything on the page of one ticket.</summary>
public sealed class ShowTicket(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    private const int MostRows = 500;

    public sealed record Message(long Id, TicketMessageKind Kind, DateTime At, string By, string Body, string Quoted = "", IReadOnlyList<StoredRefusal>? LeftOut = null);

    /// <param name="RunsSince">UTC; null: no timer.</param>
    public sealed record TimeRow(long Id, DateOnly Day, string Person, int? Minutes, string Note, int Prepaid, int Over, bool IsBillable, TimeEntryState State, DateTime? RunsSince, bool IsMine, bool IsUndecided, bool IsInvoiced)
    {
        /// <summary>Minutes as they are taken or invoiced: rounded as the team says.</summary>
        public int Counted => Prepaid + Over;
    }

    public sealed record Choice(long Id, string Text);

    /// <param name="Name">In the language of the user.</param>
    public sealed record Stage(long Id, string Name, TicketStatus Status);

    /// <param name="Left">Minutes left of it; below zero where more was used.</param>
    public sealed record Pack(long Id, string Number, string Description, int Bought, int Used, int Left, DateOnly? ExpiresOn)
    {
        public string Text => $"{Number} · {Description}";
    }

    /// <param name="IsShared">The client sees it.</param>
    public sealed record FileRow(long Id, string Name, int Bytes, bool IsShared);

    /// <param name="Teams">Other teams of the company, which it can be moved to.</param>
    /// <param name="Opener">Whoever opened it in the portal or by mail: answered where no contact is named.</param>
    /// <param name="AnswersTo">Who is answered by mail; empty: nobody can be.</param>
    public sealed record Shown(
        long Id, int Version, string Number, TicketStatus Status, Ticket.Head Head, long ClientId, string ClientName, string Assignee, long? TeamId, string Team, bool TracksTime, bool BillsTime,
        string JobNumber, Pack? Hours, string RequestNumber, long? RequestId, Choice? MergedInto, DateTime CreatedAt, DateTime? FirstAnswerDueAt, DateTime? FirstAnsweredAt, DateTime? SolutionDueAt, bool IsOverdue,
        DateOnly Today, IReadOnlyList<Message> Messages, IReadOnlyList<TimeRow> Time, IReadOnlyList<FileRow> Files, IReadOnlyList<Choice> People, IReadOnlyList<Choice> Contacts,
        IReadOnlyList<Choice> Jobs, IReadOnlyList<Pack> Packs, long? StageId, IReadOnlyList<Stage> Stages, IReadOnlyList<string> Labels, IReadOnlyList<Choice> Teams, string Opener, string AnswersTo)
    {
        /// <summary>Minutes left of all orders that time can be taken from today; null where the ticket takes no more than one.</summary>
        public int? LeftOfAll { get; init; }

        /// <summary>Tickets whose conversation goes on in this one.</summary>
        public IReadOnlyList<Choice> MergedHere { get; init; } = [];
    }

    public async Task<Result<Shown>> RunAsync(long ticketId, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var ticket = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticketId, ct);
        if (ticket is null)
        {
            return Refusal.NotFound;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == ticket.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == ticket.ClientId, ct);
        var team = await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket.TeamId, ct);
        var people = await ListHelpdeskStaff.Staff(db).Select(u => new Choice(u.Id, u.DisplayName)).ToListAsync(ct);
        people = [.. people.OrderByDescending(p => team is not null && team.MemberIds.Contains(p.Id))];
        var jobs = await db.Jobs.AsNoTracking().Where(j => j.ClientId == client.Id && j.LegalEntityId == seller.Id).OrderByDescending(j => j.CreatedAt).Take(MostRows)
            .Select(j => new Choice(j.Id, j.Number + " · " + j.Name)).ToListAsync(ct);
        var packs = await db.HoursPacks.AsNoTracking().Where(p => p.ClientId == client.Id && p.LegalEntityId == seller.Id).OrderByDescending(p => p.BoughtOn).ThenByDescending(p => p.Id).Take(100)
            .Select(p => new Pack(p.Id, p.Number, p.Description, p.BoughtMinutes, p.UsedMinutes, p.BalanceMinutes, p.ExpiresOn)).ToListAsync(ct);
        var request = await db.ServiceRequests.Where(r => r.Id == ticket.RequestId).Select(r => r.Number).SingleOrDefaultAsync(ct);
        var merged = await db.Tickets.Where(t => t.Id == ticket.MergedIntoId).Select(t => new Choice(t.Id, t.Number)).SingleOrDefaultAsync(ct);
        var all = await MergedTickets.AllOfAsync(db, ticket.Id, ct);
        var labels = await db.TicketLabels.Where(l => l.TicketId == ticket.Id).OrderBy(l => l.Key).Select(l => l.Name).ToListAsync(ct);
        var messages = await db.TicketMessages.AsNoTracking().Where(m => all.Contains(m.TicketId)).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(MostRows)
            .Select(m => new Message(m.Id, m.Kind, m.At, m.By, m.Body, m.Quoted, m.LeftOut)).ToListAsync(ct);
        var files = await db.StoredDocuments.AsNoTracking().Where(d => d.SubjectType == nameof(Ticket) && all.Contains(d.SubjectId)).OrderBy(d => d.Id)
            .Select(d => new FileRow(d.Id, d.FileName, d.Size, d.Visibility == DocumentVisibility.SharedWithClient)).ToListAsync(ct);
        var teams = await db.HelpdeskTeams.AsNoTracking().Where(t => t.LegalEntityId == seller.Id && t.IsActive && t.Id != ticket.TeamId).OrderBy(t => t.Name).ThenBy(t => t.Id)
            .Select(t => new Choice(t.Id, t.Name)).ToListAsync(ct);
        var opener = await TicketAddressee.OpenerAsync(db, ticket, ct);
        var addressee = TicketAddressee.Of(ticket, client, opener);
        var now = clock.GetUtcNow().UtcDateTime;
        return new Shown(
            ticket.Id, ticket.Version, ticket.Number, ticket.Status,
            new Ticket.Head(ticket.Title, ticket.Priority, ticket.AssigneeId, ticket.ContactId, ticket.JobId, ticket.HoursPackId, ticket.UsesOldestHours), client.Id, client.Name,
            people.Find(p => p.Id == ticket.AssigneeId)?.Text ?? "", team?.Id, team?.Name ?? "", team?.TracksTime ?? true, team?.BillsTime ?? true,
            jobs.Find(j => j.Id == ticket.JobId)?.Text ?? "", packs.Find(p => p.Id == ticket.HoursPackId), request ?? "", ticket.RequestId, merged, ticket.CreatedAt, ticket.FirstAnswerDueAt,
            ticket.FirstAnsweredAt, ticket.SolutionDueAt, ticket.IsOverdue(now), seller.DayOf(now), messages, await TimeAsync(db, all, ct), files, people,
            [.. client.Contacts.Where(c => c.IsActive).OrderBy(c => c.Name).Select(c => new Choice(c.Id, c.Name))], jobs, packs,
            ticket.StageId, await StagesAsync(db, ticket, ct), labels, teams,
            opener?.Name ?? "", addressee is null ? "" : $"{addressee.Name} ({addressee.Email})")
        {
            MergedHere = await db.Tickets.Where(t => t.MergedIntoId == ticket.Id).OrderBy(t => t.Id).Select(t => new Choice(t.Id, t.Number + " · " + t.Title)).ToListAsync(ct),
            LeftOfAll = ticket.UsesOldestHours ? await LeftOfAllAsync(db, ticket, seller.DayOf(now), ct) : null,
        };
    }

    private static Task<int> LeftOfAllAsync(PortalDbContext db, Ticket ticket, DateOnly today, CancellationToken ct) => db.HoursPacks
        .Where(p => p.ClientId == ticket.ClientId && p.LegalEntityId == ticket.LegalEntityId && !p.BillsDelivered && (p.ExpiresOn == null || p.ExpiresOn >= today))
        .SumAsync(p => p.BalanceMinutes, ct);

    private static async Task<List<Stage>> StagesAsync(PortalDbContext db, Ticket ticket, CancellationToken ct) =>
        (await db.TicketStages.AsNoTracking().Where(s => s.TeamId == ticket.TeamId).OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct))
        .ConvertAll(s => new Stage(s.Id, s.Name.In(CultureInfo.CurrentUICulture.Name), s.Status));

    private async Task<List<TimeRow>> TimeAsync(PortalDbContext db, List<long> tickets, CancellationToken ct) =>
        (await db.TimeEntries.AsNoTracking().Where(e => e.TicketId != null && tickets.Contains(e.TicketId.Value)).OrderByDescending(e => e.Day).ThenByDescending(e => e.Id).Take(MostRows)
            .Select(e => new { Entry = e, Person = db.Users.Where(u => u.Id == e.UserId).Select(u => u.DisplayName).First() }).ToListAsync(ct))
        .ConvertAll(r => new TimeRow(
            r.Entry.Id, r.Entry.Day, r.Person, r.Entry.Minutes, r.Entry.Note, r.Entry.PrepaidMinutes, r.Entry.OverMinutes, r.Entry.MayBeInvoiced, r.Entry.State,
            r.Entry.IsRunning ? r.Entry.StartedAt : null, r.Entry.UserId == user.UserId, r.Entry.IsUndecided, r.Entry.JobLineId is not null));
}
