using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Portal.Business.Common;
using Portal.Business.Documents;

namespace Portal.Web.Kit;

/// <summary>
/// Files of a record: download, and, where the page allows it, upload (limited by size, checked by content) and delete. Files are taken one
/// after the other and wait in a temporary file until they are whole; one that breaks off is not kept at all.
/// </summary>
public sealed partial class Attachments(Dialogs dialogs)
{
    /// <summary>So many are taken from one choice or drop.</summary>
    public const int MostAtOnce = 25;

    private const int Piece = 64 * 1024;
    private const int ProgressStep = 512 * 1024;

    private readonly List<string> refusals = [];
    private readonly List<Upload> uploads = [];
    private readonly CancellationTokenSource gone = new();
    private bool busy;

    [Parameter, EditorRequired]
    public IReadOnlyList<AttachedFile> Files { get; set; } = [];

    /// <summary>Looks at what is in a file and keeps it or says what is wrong with it; null where nothing may be added.</summary>
    [Parameter]
    public Func<IncomingFile, Task<Result>>? OnUpload { get; set; }

    [Parameter]
    public Func<AttachedFile, Task<Result>>? OnDelete { get; set; }

    /// <summary>After something was added or deleted.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Parameter]
    public long MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>The endings that a chooser offers.</summary>
    [Parameter]
    public string Accept { get; set; } = Uploads.Accepted;

    /// <summary>A file of which nothing more comes for so long has broken off: the line was cut, and what comes after it goes on.</summary>
    [Parameter]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    private async Task UploadAsync(InputFileChangeEventArgs e)
    {
        refusals.Clear();
        uploads.Clear();
        if (e.FileCount > MostAtOnce)
        {
            refusals.Add(T["TooManyFiles", e.FileCount, MostAtOnce]);
            return;
        }

        var files = e.GetMultipleFiles(MostAtOnce);
        uploads.AddRange(files.Select(f => new Upload(f.Name)));
        busy = true;
        StateHasChanged();
        for (var i = 0; i < files.Count && !gone.IsCancellationRequested; i++)
        {
            uploads[i].Problem = await UploadAsync(files[i], uploads[i]);
            uploads[i].IsOver = true;
            StateHasChanged();
        }

        busy = false;
        await OnChanged.InvokeAsync();
    }

    private async Task<string?> UploadAsync(IBrowserFile file, Upload upload)
    {
        if (file.Size > MaxBytes)
        {
            return T["FileTooLarge", file.Name, Formats.Current.FileSize(MaxBytes)];
        }

        await using var bytes = TemporaryFile.Create();
        if (!await ReceiveAsync(file, upload, bytes))
        {
            return T["FileBrokeOff", file.Name];
        }

        var result = await OnUpload!(new IncomingFile(file.Name, bytes));
        return result.Refusal is { } refusal ? Texts.Say(refusal) : null;
    }

    /// <summary>Whether the whole of it came: the connection or the file may go away meanwhile.</summary>
    private async Task<bool> ReceiveAsync(IBrowserFile file, Upload upload, Stream target)
    {
        var buffer = new byte[Piece];
        try
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
            await using var stream = file.OpenReadStream(MaxBytes, gone.Token);
            for (long read = 0, shown = 0; read < file.Size;)
            {
                pause.CancelAfter(LongestPause);

                // What was asked of the browser while the line was cut is never answered, and its read does not hear of the end of the pause.
                var more = await stream.ReadAsync(buffer, pause.Token).AsTask().WaitAsync(pause.Token);
                if (more == 0)
                {
                    return false;
                }

                await target.WriteAsync(buffer.AsMemory(0, more), gone.Token);
                read += more;
                if (read - shown >= ProgressStep)
                {
                    (shown, upload.Percent) = (read, (int)(100 * read / file.Size));
                    StateHasChanged();
                }
            }

            return true;
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or TimeoutException or JSException or JSDisconnectedException)
        {
            return false;
        }
    }

    private async Task DeleteAsync(AttachedFile file)
    {
        refusals.Clear();
        if (await dialogs.AskAsync(new Question(T["DeleteFile", file.Name], T["DeleteFileText"], T["Delete"], Danger: true)))
        {
            var result = await OnDelete!(file);
            refusals.AddRange(result.Refusals.Select(Texts.Say));
            await OnChanged.InvokeAsync();
        }
    }

    private sealed class Upload(string name)
    {
        public string Name { get; } = name;

        public int Percent { get; set; }

        public bool IsOver { get; set; }

        public string? Problem { get; set; }
    }
}

public sealed record AttachedFile(long Id, string Name, long Bytes, string Href);
