using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>What the list of jobs can be narrowed to: clients, people, labels, and choices of the administrator's fields, by what one types.</summary>
public sealed class FindForJobFilter(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public enum Subject
    {
        Client,
        Responsible,
        Label,
        Field,
    }

    /// <param name="Value">This one only: to name what is chosen already. An id; of a label its key; of a field "id:choice".</param>
    public sealed record Input(Subject Subject, string Text = "", string? Value = null, int Skip = 0, int Take = 20);

    public async Task<Result<IReadOnlyList<FilterChoice>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return input.Subject switch
        {
            Subject.Label => await LabelsAsync(db, input, ct),
            Subject.Field => await FieldsAsync(db, input, ct),
            _ => await PeopleAsync(db, input, ct),
        };
    }

    private static async Task<List<FilterChoice>> PeopleAsync(PortalDbContext db, Input input, CancellationToken ct)
    {
        var id = FilterChoices.IdOf(input.Value);
        var rows = input.Subject == Subject.Client
            ? FilterChoices.Clients(db, input.Text, id)
            : db.Users.AsNoTracking().Where(u => !u.IsClientUser && (id == null || u.Id == id)).Matching(u => u.SearchKey, input.Text)
                .OrderBy(u => u.SearchKey).ThenBy(u => u.Id).Select(u => new FilterChoices.Row { Id = u.Id, Text = u.DisplayName, Detail = "" });
        return await FilterChoices.ReadAsync(rows, input.Skip, input.Take, ct);
    }

    private static async Task<List<FilterChoice>> LabelsAsync(PortalDbContext db, Input input, CancellationToken ct) =>
        [.. (await Labels.FindAsync<JobLabel>(db, input.Text, input.Value, input.Skip, input.Take, ct)).Select(l => new FilterChoice(l.Key, l.Name, ""))];

    /// <summary>Few fields with few choices: they are gone through here.</summary>
    private static async Task<List<FilterChoice>> FieldsAsync(PortalDbContext db, Input input, CancellationToken ct)
    {
        var language = CultureInfo.CurrentUICulture.Name;
        var fields = await db.JobFields.AsNoTracking().Where(f => f.IsActive && f.Kind == JobFieldKind.Choice).OrderBy(f => f.Position).ToListAsync(ct);
        var words = Folding.Fold(input.Text);
        return [.. fields.SelectMany(f => f.Choices.Select(c => new FilterChoice($"{f.Id}:{c}", $"{f.Name.In(language)} · {c}", "")))
            .Where(f => input.Value is { } one ? f.Value == one : Folding.Fold(f.Text).Contains(words, StringComparison.Ordinal))
            .Skip(input.Skip).Take(input.Take)];
    }
}
