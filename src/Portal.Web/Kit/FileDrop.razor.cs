using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Business.Common;
using Portal.Business.Documents;

namespace Portal.Web.Kit;

/// <summary>A file as it came; it can be read again and again until another is chosen or the page is left.</summary>
public sealed record DroppedFile(string Name, FileStream Content);

/// <summary>Where a person drops or chooses one file. It vanishes from the disk with the page.</summary>
public sealed partial class FileDrop : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private FileStream? file;
    private string? name;
    private int? percent;

    /// <summary>What stands there before a file is chosen.</summary>
    [Parameter, EditorRequired]
    public string Prompt { get; set; } = "";

    [Parameter, EditorRequired]
    public string Accept { get; set; } = "";

    /// <summary>Bytes; a larger file is refused before it is sent.</summary>
    [Parameter, EditorRequired]
    public long Largest { get; set; }

    /// <summary>What is said then.</summary>
    [Parameter, EditorRequired]
    public Refusal TooLarge { get; set; } = default!;

    [Parameter]
    public bool Disabled { get; set; }

    [Parameter]
    public TimeSpan LongestPause { get; set; } = FileArrival.LongestPause;

    /// <summary>Another file is on its way: what the last one gave is over.</summary>
    [Parameter]
    public EventCallback OnChoose { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<DroppedFile> OnFile { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<Refusal> OnRefused { get; set; }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
        file?.Dispose();
    }

    private async Task ChosenAsync(InputFileChangeEventArgs e)
    {
        name = e.File.Name;
        await OnChoose.InvokeAsync();
        if (e.File.Size > Largest)
        {
            await OnRefused.InvokeAsync(TooLarge);
            return;
        }

        if (file is not null)
        {
            await file.DisposeAsync();
        }

        file = TemporaryFile.Create();
        percent = 0;
        var isWhole = await e.File.TryReceiveAsync(file, Largest, gone.Token, read => Show((int)(100 * read / e.File.Size)), LongestPause);
        percent = null;
        if (isWhole)
        {
            await OnFile.InvokeAsync(new DroppedFile(name, file));
        }
        else if (!gone.IsCancellationRequested)
        {
            await OnRefused.InvokeAsync(Refusal.Invalid("Documents.FileBrokeOff", name));
            name = null;
        }
    }

    private void Show(int part)
    {
        if (part != percent)
        {
            percent = part;
            StateHasChanged();
        }
    }
}
