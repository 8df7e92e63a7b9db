namespace Portal.Web.Kit;

/// <summary>What a status means to the person; never told by colour alone.</summary>
public enum Tone
{
    /// <summary>Nothing has happened yet, or it no longer matters.</summary>
    Neutral,
    Ok,
    Waiting,
    Warning,
    Refused,
}

/// <summary>A status as it is shown: word, icon, meaning.</summary>
public sealed record Status(string Word, Tone Tone, string? Icon = null)
{
    public string Picture => Icon ?? Tone switch
    {
        Tone.Ok => Icons.Ok,
        Tone.Waiting => Icons.Waiting,
        Tone.Warning => Icons.Warning,
        Tone.Refused => Icons.Refused,
        _ => Icons.Draft,
    };

    public string CssClass => Tone switch
    {
        Tone.Ok => "tone-ok",
        Tone.Waiting => "tone-waiting",
        Tone.Warning => "tone-warning",
        Tone.Refused => "tone-refused",
        _ => "",
    };
}
