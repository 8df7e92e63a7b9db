using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Portal.Business.Common;
using Portal.Business.Documents;

namespace Portal.Web.Kit;

/// <summary>
/// Files of a record: download, and, where the page allows it, upload (limited by size, checked by content) and delete. Files are taken one
/// after the other, so that one is in memory at a time; one that breaks off is not kept at all.
/// </summary>
public sealed partial class Attachments(Dialogs dialogs)
{
    /// <summary>So many are taken from one choice or drop.</summary>
    public const int MostAtOnce = 25;

    private const int ProgressStep = 512 * 1024;

    /// <summary>A file of which nothing more comes for so long has broken off: the line was cut, and what comes after it goes on.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly List<string> refusals = [];
    private readonly List<Upload> uploads = [];
    private readonly CancellationTokenSource gone = new();
    private bool busy;

    [Parameter, EditorRequired]
    public IReadOnlyList<AttachedFile> Files { get; set; } = [];

    /// <summary>Saves one checked file; null where nothing may be added.</summary>
    [Parameter]
    public Func<UploadedFile, Task<Result>>? OnUpload { get; set; }

    [Parameter]
    public Func<AttachedFile, Task<Result>>? OnDelete { get; set; }

    /// <summary>After something was added or deleted.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Parameter]
    public long MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>The endings that a chooser offers.</summary>
    [Parameter]
    public string Accept { get; set; } = string.Join(",", FileContents.Extensions);

    /// <summary>The use case looks at what is in a file itself, and says better what is wrong with it.</summary>
    [Parameter]
    public bool UseCaseChecks { get; set; }

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
            Uploads.LetGo(files[i].Size);
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

        if (await ReadAsync(file, upload) is not { } bytes)
        {
            return T["FileBrokeOff", file.Name];
        }

        var type = FileContents.Recognize(file.Name, bytes);
        if (type is null && !UseCaseChecks)
        {
            return T[bytes.Length == 0 ? "FileEmpty" : "FileNotAllowed", file.Name];
        }

        var result = await OnUpload!(new UploadedFile(Path.GetFileName(file.Name), type ?? "", bytes));
        return result.Refusal is { } refusal ? Texts.Say(refusal) : null;
    }

    /// <summary>The whole of it, or null if the connection or the file went away meanwhile.</summary>
    private async Task<byte[]?> ReadAsync(IBrowserFile file, Upload upload)
    {
        var bytes = new byte[file.Size];
        try
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
            await using var stream = file.OpenReadStream(MaxBytes, gone.Token);
            for (int read = 0, shown = 0; read < bytes.Length;)
            {
                pause.CancelAfter(LongestPause);
                var more = await stream.ReadAsync(bytes.AsMemory(read), pause.Token);
                if (more == 0)
                {
                    return null;
                }

                read += more;
                if (read - shown >= ProgressStep)
                {
                    (shown, upload.Percent) = (read, (int)(100L * read / bytes.Length));
                    StateHasChanged();
                }
            }

            return bytes;
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or TimeoutException or JSException or JSDisconnectedException)
        {
            return null;
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

/// <param name="ContentType">As the content shows it, whatever the browser said; empty where only the use case looks.</param>
public sealed record UploadedFile(string Name, string ContentType, byte[] Content);
