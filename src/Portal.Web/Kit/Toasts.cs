namespace Portal.Web.Kit;

/// <summary>What is said in passing. Refusals are not: they stand beside the button that caused them. Saying the same again is another toast.</summary>
public sealed class Toast(string text, Tone tone, string? href, string? linkText)
{
    public string Text => text;

    public Tone Tone => tone;

    public string? Href => href;

    public string? LinkText => linkText;
}

/// <summary>Says that something is done; <see cref="ToastHost"/> shows it for a while.</summary>
public sealed class Toasts
{
    private readonly List<Toast> shown = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> Shown => shown;

    /// <param name="href">Where the thing can be seen, with <paramref name="linkText"/>.</param>
    public void Say(string text, Tone tone = Tone.Ok, string? href = null, string? linkText = null)
    {
        var toast = new Toast(text, tone, href, linkText);
        shown.Add(toast);
        Changed?.Invoke();
    }

    public void Remove(Toast toast)
    {
        if (shown.RemoveAll(t => ReferenceEquals(t, toast)) > 0)
        {
            Changed?.Invoke();
        }
    }
}
