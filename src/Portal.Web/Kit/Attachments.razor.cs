using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
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

    private const int PercentStep = 3;

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

    /// <summary>A file of which nothing more comes for so long has broken off; what comes after it goes on.</summary>
    [Parameter]
    public TimeSpan LongestPause { get; set; } = FileArrival.LongestPause;

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
            refusals.Add(Texts.Say(Refusal.Invalid("Documents.TooManyFiles", e.FileCount, MostAtOnce)));
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
        if (!await file.TryReceiveAsync(bytes, MaxBytes, gone.Token, read => Show(upload, 100 * read / file.Size), LongestPause))
        {
            return Texts.Say(Refusal.Invalid("Documents.FileBrokeOff", file.Name));
        }

        var result = await OnUpload!(new IncomingFile(file.Name, bytes));
        return result.Refusal is { } refusal ? Texts.Say(refusal) : null;
    }

    private void Show(Upload upload, long percent)
    {
        if (percent >= upload.Percent + PercentStep)
        {
            upload.Percent = (int)percent;
            StateHasChanged();
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

/// <param name="Note">What else there is to say of it.</param>
public sealed record AttachedFile(long Id, string Name, long Bytes, string Href);
