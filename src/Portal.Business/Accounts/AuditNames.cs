using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;

namespace Portal.Business.Accounts;

/// <summary>What the trail keeps as an identifier is shown by its name of today, where a person could not tell otherwise; one that is gone stays a number.</summary>
internal static class AuditNames
{
    private static readonly string[] Named = [nameof(Ticket.StageId), nameof(Ticket.TeamId), nameof(Ticket.AssigneeId)];

    /// <summary>The names, by property and identifier as the trail writes them. One query for each property, whatever the number of entries.</summary>
    public static async Task<IReadOnlyDictionary<(string Property, string Id), string>> LoadAsync(PortalDbContext db, IReadOnlyCollection<AuditEntry> entries, CancellationToken ct)
    {
        var said = entries.Where(e => e.Subject == nameof(Ticket)).SelectMany(e => e.ReadChanges()).Where(c => Named.Contains(c.Property)).SelectMany(c => new[] { (c.Property, Id: c.Before), (c.Property, Id: c.After) })
            .Where(c => long.TryParse(c.Id, CultureInfo.InvariantCulture, out _)).ToLookup(c => c.Property, c => long.Parse(c.Id!, CultureInfo.InvariantCulture));
        var names = new Dictionary<(string, string), string>();
        void Add(string property, long id, string name) => names[(property, id.ToString(CultureInfo.InvariantCulture))] = name;
        if (said[nameof(Ticket.StageId)].Distinct().ToList() is { Count: > 0 } stages)
        {
            (await db.TicketStages.AsNoTracking().Where(s => stages.Contains(s.Id)).ToListAsync(ct)).ForEach(s => Add(nameof(Ticket.StageId), s.Id, s.Name.In(CultureInfo.CurrentUICulture.Name)));
        }

        if (said[nameof(Ticket.TeamId)].Distinct().ToList() is { Count: > 0 } teams)
        {
            (await db.HelpdeskTeams.AsNoTracking().Where(t => teams.Contains(t.Id)).ToListAsync(ct)).ForEach(t => Add(nameof(Ticket.TeamId), t.Id, t.Name));
        }

        if (said[nameof(Ticket.AssigneeId)].Distinct().ToList() is { Count: > 0 } people)
        {
            (await db.Users.AsNoTracking().Where(u => people.Contains(u.Id)).ToListAsync(ct)).ForEach(u => Add(nameof(Ticket.AssigneeId), u.Id, u.DisplayName));
        }

        return names;
    }

    public static IReadOnlyList<AuditChange> Say(AuditEntry entry, IReadOnlyDictionary<(string Property, string Id), string> names) => entry.Subject != nameof(Ticket)
        ? entry.ReadChanges()
        : [.. entry.ReadChanges().Select(c => new AuditChange(c.Property, names.GetValueOrDefault((c.Property, c.Before ?? ""), c.Before!), names.GetValueOrDefault((c.Property, c.After ?? ""), c.After!)))];
}
