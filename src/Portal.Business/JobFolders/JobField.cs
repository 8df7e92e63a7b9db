using System.Globalization;
using Portal.Business.Common;

namespace Portal.Business.JobFolders;

public enum JobFieldKind
{
    Text,
    Number,
    Date,
    Choice,
    YesNo,
}

/// <summary>Something more that an administrator wants to know of every job.</summary>
public sealed class JobField : Entity, IVersioned, IAudited
{
    public const int MostChoices = 100;

    public LocalText Name { get; set; } = LocalText.Empty;

    /// <summary>Stays as it is once a job has a value of it.</summary>
    public JobFieldKind Kind { get; set; }

    /// <summary>A job without it can't be done; and it can't be emptied.</summary>
    public bool IsRequired { get; set; }

    public int Position { get; set; }

    /// <summary>Of a <see cref="JobFieldKind.Choice"/>, in their order. One that is taken away stays where jobs have it.</summary>
    public IReadOnlyList<string> Choices { get; set; } = [];

    /// <summary>Inactive: not asked any more; the values stay.</summary>
    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }
}

/// <summary>What a job says in one <see cref="JobField"/>: in the column of its kind.</summary>
public sealed class JobFieldValue : Entity, IAudited
{
    private JobFieldValue()
    {
    }

    public JobFieldValue(long jobId, long fieldId) => (JobId, FieldId) = (jobId, fieldId);

    public long JobId { get; private set; }

    public long FieldId { get; private set; }

    /// <summary>A text, or the choice.</summary>
    public string? Text { get; private set; }

    /// <summary>Four decimals.</summary>
    public decimal? Number { get; private set; }

    public DateOnly? Day { get; private set; }

    public bool? Flag { get; private set; }

    /// <summary>
    /// Takes what was typed, in the form that <see cref="Write"/> gives. Refuses what is not of the field's kind, a choice that is not
    /// offered, and nothing where something is required.
    /// </summary>
    public Result Set(JobField field, string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length == 0)
        {
            (Text, Number, Day, Flag) = (null, null, null, null);
            return field.IsRequired ? Refusal.Invalid("Common.Required") : Result.Done;
        }

        switch (field.Kind)
        {
            case JobFieldKind.Number when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1_000_000_000_000m:
                Number = Money.RoundQuantity(number);
                return Result.Done;
            case JobFieldKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                Day = day;
                return Result.Done;
            case JobFieldKind.YesNo when bool.TryParse(text, out var flag):
                Flag = flag;
                return Result.Done;
            case JobFieldKind.Choice when text == Text || field.Choices.Contains(text):
            case JobFieldKind.Text when text.Length <= Data.Lengths.Name:
                Text = text;
                return Result.Done;
            case JobFieldKind.Text:
                return Refusal.Invalid("Common.TooLong", "Value", Data.Lengths.Name);
            default:
                return Refusal.Invalid("JobFolders.NotOfThisKind", text);
        }
    }

    /// <summary>"12.5", "2026-03-10", "true", or the text itself; empty where there is nothing.</summary>
    public string Write() =>
        Number?.ToString("0.####", CultureInfo.InvariantCulture) ?? Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? (Flag is { } flag ? flag ? "true" : "false" : Text ?? "");

    internal void MoveTo(long jobId) => JobId = jobId;
}
