using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>What the list of requests can be narrowed to, by what one types.</summary>
public sealed class FindForRequestFilter(PortalDbContextFactory contexts, ICurrentUser user)
{
    public enum Subject
    {
        Client,
        Technician,
        Team,
        Sector,
        Job,
        Equipment,
    }

    /// <param name="Value">This one only: to name what is chosen already.</param>
    public sealed record Input(Subject Subject, string Text = "", string? Value = null, int Skip = 0, int Take = 20);

    public sealed record Found(string Value, string Text, string Detail);

    public async Task<Result<IReadOnlyList<Found>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        long? id = input.Value is null ? null : long.TryParse(input.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        var rows = input.Subject switch
        {
            Subject.Client => db.Clients.AsNoTracking().Matching(c => c.SearchKey, input.Text).Where(c => id == null || c.Id == id)
                .OrderBy(c => c.Name).ThenBy(c => c.Id).Select(c => new { c.Id, Text = c.Name, Detail = c.BillingAddress.City }),
            Subject.Technician => db.Users.AsNoTracking().Matching(u => u.SearchKey, input.Text)
                .Where(u => (id == null || u.Id == id) && db.Technicians.Any(t => t.UserId == u.Id))
                .OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Select(u => new { u.Id, Text = u.DisplayName, Detail = "" }),
            Subject.Job => db.Jobs.AsNoTracking().Matching(j => j.SearchKey, input.Text).Where(j => id == null || j.Id == id)
                .OrderByDescending(j => j.Id).Select(j => new { j.Id, Text = j.Number, Detail = j.Name }),
            Subject.Equipment => db.Equipment.AsNoTracking().Matching(e => e.SearchKey, input.Text).Where(e => id == null || e.Id == id)
                .OrderBy(e => e.Name).ThenBy(e => e.Id).Select(e => new { e.Id, Text = e.Name, Detail = e.SerialNumber }),
            Subject.Team => db.Teams.AsNoTracking().Where(t => id == null || t.Id == id).WhereContains((t => t.Name, input.Text))
                .OrderBy(t => t.Name).ThenBy(t => t.Id).Select(t => new { t.Id, Text = t.Name, Detail = "" }),
            _ => db.Sectors.AsNoTracking().Where(s => id == null || s.Id == id).WhereContains((s => s.Name, input.Text))
                .OrderBy(s => s.Name).ThenBy(s => s.Id).Select(s => new { s.Id, Text = s.Name, Detail = "" }),
        };
        var found = await rows.Skip(input.Skip).Take(input.Take).ToListAsync(ct);
        return found.Select(r => new Found(r.Id.ToString(CultureInfo.InvariantCulture), r.Text, r.Detail)).ToList();
    }
}
