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
        Contract,
    }

    /// <param name="Value">This one only: to name what is chosen already.</param>
    public sealed record Input(Subject Subject, string Text = "", string? Value = null, int Skip = 0, int Take = 20);

    public async Task<Result<IReadOnlyList<FilterChoice>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!MayFind(user, input.Subject))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var id = FilterChoices.IdOf(input.Value);
        var rows = input.Subject switch
        {
            Subject.Client => FilterChoices.Clients(db, input.Text, id),
            Subject.Technician => db.Users.AsNoTracking().Matching(u => u.SearchKey, input.Text)
                .Where(u => (id == null || u.Id == id) && db.Technicians.Any(t => t.UserId == u.Id))
                .OrderBy(u => u.SearchKey).ThenBy(u => u.Id).Select(u => new FilterChoices.Row { Id = u.Id, Text = u.DisplayName, Detail = "" }),
            Subject.Job => FilterChoices.Jobs(db, input.Text, id),
            Subject.Contract => FilterChoices.Contracts(db, input.Text, id),
            Subject.Equipment => db.Equipment.AsNoTracking().Matching(e => e.SearchKey, input.Text).Where(e => id == null || e.Id == id)
                .OrderBy(e => e.Name).ThenBy(e => e.Id).Select(e => new FilterChoices.Row { Id = e.Id, Text = e.Name, Detail = e.SerialNumber }),
            Subject.Team => db.Teams.AsNoTracking().Where(t => id == null || t.Id == id).WhereContains((t => t.Name, input.Text))
                .OrderBy(t => t.Name).ThenBy(t => t.Id).Select(t => new FilterChoices.Row { Id = t.Id, Text = t.Name, Detail = "" }),
            _ => db.Sectors.AsNoTracking().Where(s => id == null || s.Id == id).WhereContains((s => s.Name, input.Text))
                .OrderBy(s => s.Name).ThenBy(s => s.Id).Select(s => new FilterChoices.Row { Id = s.Id, Text = s.Name, Detail = "" }),
        };
        return await FilterChoices.ReadAsync(rows, input.Skip, input.Take, ct);
    }

    /// <summary>Contracts are found by those who may see them.</summary>
    public static bool MayFind(ICurrentUser user, Subject subject) =>
        user.Has(Permissions.InterventionsView) && !user.Clients.IsLimited && (subject != Subject.Contract || user.Has(Permissions.ContractsView));
}
