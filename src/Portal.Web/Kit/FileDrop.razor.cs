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
    private const int Piece = 256 * 1024;

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
        try
        {
            await ReceiveAsync(e.File, file);
        }
        finally
        {
            percent = null;
        }

        await OnFile.InvokeAsync(new DroppedFile(name, file));
    }

    private async Task ReceiveAsync(IBrowserFile sent, FileStream target)
    {
        await using var upload = sent.OpenReadStream(Largest, gone.Token);
        var buffer = new byte[Piece];
        while (await upload.ReadAsync(buffer, gone.Token) is var read and > 0)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), gone.Token);
            if ((int)(target.Length * 100 / Math.Max(sent.Size, 1)) is var part && part != percent)
            {
                percent = part;
                StateHasChanged();
            }
        }
    }
}
