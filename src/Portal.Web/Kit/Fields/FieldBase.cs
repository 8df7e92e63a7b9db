using Microsoft.AspNetCore.Components;
using Portal.Business.Common;

namespace Portal.Web.Kit.Fields;

/// <summary>
/// What all fields share: label, hint, refusals at the field, and saving when it is left. A field with <see cref="Save"/> saves by
/// itself, says "saved", and offers to undo; without it the form's button saves.
/// </summary>
public abstract class FieldBase<T> : ComponentBase, IDisposable
{
    private readonly string fallbackId = "f" + Guid.NewGuid().ToString("N")[..8];
    private T? before;
    private bool refused;
    private Result? answeredBefore;

    [CascadingParameter]
    protected FormState? Form { get; set; }

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>The field's name in the input of the use case: refusals about it stand here, and what was typed survives a lost connection.</summary>
    [Parameter]
    public string? Name { get; set; }

    [Parameter]
    public T? Value { get; set; }

    [Parameter]
    public EventCallback<T?> ValueChanged { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    /// <summary>It stands in a document: signs that its fonts lack are named below the field.</summary>
    [Parameter]
    public bool Printed { get; set; }

    [Parameter]
    public bool Required { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>The label is read out but not shown, as in a cell whose column says it.</summary>
    [Parameter]
    public bool LabelHidden { get; set; }

    /// <summary>Carries out the use case that saves this one field.</summary>
    [Parameter]
    public Func<T?, Task<Result>>? Save { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? More { get; set; }

    internal SaveState State { get; private set; }

    internal Result? SaveResult { get; private set; }

    /// <summary>What is typed but can't be read, such as letters in an amount.</summary>
    internal string? Unreadable
    {
        get;
        private protected set
        {
            field = value;
            Form?.Tell(this, value is null);
        }
    }

    internal string Id => Name is null ? fallbackId : "f-" + Form?.InputName(Name) is { Length: > 2 } named ? named.Replace('.', '-') : "f-" + Name;

    internal string? InputName => Form is null ? Name : Form.InputName(Name);

    /// <summary>What the form said of another value than the present one is no longer true.</summary>
    internal IEnumerable<Refusal> Refusals => (Form is null || ReferenceEquals(Form.Result, answeredBefore) ? [] : Form.About(Name)).Concat(SaveResult?.Refusals ?? []);

    internal bool IsInvalid => Unreadable is not null || Refusals.Any();

    internal string? DescribedBy => IsInvalid ? Id + "-error" : Hint is not null ? Id + "-hint" : null;

    internal bool CanUndo => State == SaveState.Saved;

    internal Task UndoAsync() => SetAsync(before, remember: false);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (Form is not null)
        {
            Form.Changed -= FormChanged;
            Form.Tell(this, isReadable: true);
        }
    }

    protected override void OnInitialized()
    {
        if (Form is not null)
        {
            Form.Register(Name);
            Form.Changed += FormChanged;
        }
    }

    protected override void OnParametersSet() => refused |= Form?.About(Name).Any() == true;

    protected Task SetAsync(T? value) => SetAsync(value, remember: true);

    /// <summary>Only fields that something is said about, or was, draw themselves again: a form may have thousands.</summary>
    private void FormChanged()
    {
        var (was, now) = (refused, Form!.About(Name).Any());
        refused = now;
        if (was || now)
        {
            StateHasChanged();
        }
    }

    private async Task SetAsync(T? value, bool remember)
    {
        if (EqualityComparer<T?>.Default.Equals(value, Value))
        {
            return;
        }

        var previous = Value;
        (Value, answeredBefore) = (value, Form?.Result);
        await ValueChanged.InvokeAsync(value);
        if (Save is null)
        {
            return;
        }

        State = SaveState.Saving;
        SaveResult = await Save(value);
        State = !SaveResult.Succeeded ? SaveState.None : remember ? SaveState.Saved : SaveState.None;
        if (SaveResult.Succeeded && remember)
        {
            before = previous;
        }
    }
}

internal enum SaveState
{
    None,
    Saving,
    Saved,
}
