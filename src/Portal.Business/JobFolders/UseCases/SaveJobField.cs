using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>A new field for jobs, or a change of one. Its kind stays once a job has a value of it.</summary>
public sealed class SaveJobField(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    private const int MostFields = 50;

    /// <param name="Id">Null for a new one.</param>
    /// <param name="Choices">Of a choice; blanks and repetitions are left out.</param>
    public sealed record Input(long? Id, int Version, LocalText Name, JobFieldKind Kind, bool IsRequired, IReadOnlyList<string> Choices, bool IsActive = true);

    /// <summary>Its id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        var name = new LocalText(input.Name.French.Trim(), input.Name.English.Trim());
        IReadOnlyList<string> choices = input.Kind == JobFieldKind.Choice ? [.. input.Choices.Select(c => c.Trim()).Where(c => c.Length > 0).Distinct()] : [];
        if (Check(name, input.Kind, choices) is { Count: > 0 } refusals)
        {
            return Result<long>.Refused(refusals);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var field = input.Id is { } id ? await db.JobFields.SingleOrDefaultAsync(f => f.Id == id, ct) : new JobField();
        if (field is null)
        {
            return Refusal.NotFound;
        }

        if (input.Id is null)
        {
            if (await db.JobFields.CountAsync(ct) >= MostFields)
            {
                return Refusal.NotNow("JobFolders.TooManyFields", MostFields);
            }

            field.Position = 1 + (await db.JobFields.MaxAsync(f => (int?)f.Position, ct) ?? 0);
            db.JobFields.Add(field);
        }
        else
        {
            db.ExpectVersion(field, input.Version);
            if (field.Kind != input.Kind && await db.JobFieldValues.AnyAsync(v => v.FieldId == field.Id, ct))
            {
                return Refusal.NotNow("JobFolders.KindStays").On(nameof(input.Kind));
            }
        }

        (field.Name, field.Kind, field.IsRequired, field.Choices, field.IsActive) = (name, input.Kind, input.IsRequired, choices, input.IsActive);
        return await db.TrySaveAsync(ct) is { Refusal: { } refusal } ? refusal : field.Id;
    }

    private static List<Refusal> Check(LocalText name, JobFieldKind kind, IReadOnlyList<string> choices)
    {
        var refusals = new List<Refusal>();
        if (name.IsEmpty)
        {
            refusals.Add(Refusal.Invalid("Common.Required").On("Name"));
        }
        else if (name.French.Length > Lengths.Name || name.English.Length > Lengths.Name)
        {
            refusals.Add(Refusal.Invalid("Common.TooLong", "Name", Lengths.Name).On("Name"));
        }

        if (kind == JobFieldKind.Choice && choices.Count is 0 or > JobField.MostChoices)
        {
            refusals.Add(Refusal.Invalid("JobFolders.ChoicesFromTo", JobField.MostChoices).On("Choices"));
        }
        else if (choices.FirstOrDefault(c => c.Length > Lengths.Name) is { } longest)
        {
            refusals.Add(Refusal.Invalid("Common.TooLong", AddJobLine.Short(longest), Lengths.Name).On("Choices"));
        }

        return refusals;
    }
}
