using Portal.Business.Common;

namespace Portal.Web.Kit.Fields;

/// <summary>What a form tells its fields: what was refused, and how their names are prefixed when the form is static.</summary>
public sealed class FormState(string? prefix)
{
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<object> unreadable = [];
    private Result? result;

    /// <summary>Fields draw themselves again when the answer changes.</summary>
    public event Action? Changed;

    public Result? Result
    {
        get => result;
        set
        {
            if (!ReferenceEquals(result, value))
            {
                result = value;
                Changed?.Invoke();
            }
        }
    }

    public IEnumerable<Refusal> About(string? field) =>
        field is null || Result is null ? [] : Result.Refusals.Where(r => string.Equals(r.Field, field, StringComparison.OrdinalIgnoreCase));

    /// <summary>Refusals that no field of the form shows.</summary>
    public bool IsForTheForm(Refusal refusal) => refusal.Field is null || !names.Contains(refusal.Field);

    /// <summary>Refused when a field shows something that can't be read: its value is still the one before, which nobody sees.</summary>
    public Result Readable() => unreadable.Count == 0 ? Result.Done : Refusal.Invalid("Common.Unreadable");

    /// <summary>A field tells whether what stands in it can be read.</summary>
    public void Tell(object field, bool isReadable)
    {
        if (isReadable)
        {
            unreadable.Remove(field);
        }
        else
        {
            unreadable.Add(field);
        }
    }

    public void Register(string? field)
    {
        if (field is not null)
        {
            names.Add(field);
        }
    }

    public string? InputName(string? field) => field is null ? null : prefix is null ? field : $"{prefix}.{field}";
}
