namespace Portal.Web.Kit;

/// <param name="At">UTC.</param>
/// <param name="Note">What a person wrote, shown as it was written.</param>
public sealed record TimelineEvent(
    DateTime At, string? Who, string What, string Icon = Icons.Note, Tone Tone = Tone.Neutral, string? Note = null, string? Href = null);
