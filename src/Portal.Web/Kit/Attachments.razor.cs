using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Business.Common;

namespace Portal.Web.Kit;

/// <summary>Files of a record: download, and, where the page allows it, upload (limited by size, checked by content) and delete.</summary>
public sealed partial class Attachments(Dialogs dialogs)
{
    private readonly List<string> refusals = [];
    private string? uploading;

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

    private static string Size(long bytes) => bytes >= 1024 * 1024
        ? Formats.Current.Quantity(Math.Round(bytes / 1048576m, 1)) + "\u00a0MB"
        : Formats.Current.Quantity(Math.Max(1, bytes / 1024)) + "\u00a0kB";

    private async Task UploadAsync(InputFileChangeEventArgs e)
    {
        refusals.Clear();
        foreach (var file in e.GetMultipleFiles(20))
        {
            uploading = file.Name;
            StateHasChanged();
            if (await UploadAsync(file) is { } refused)
            {
                refusals.Add(refused);
            }
        }

        uploading = null;
        await OnChanged.InvokeAsync();
    }

    private async Task<string?> UploadAsync(IBrowserFile file)
    {
        if (file.Size > MaxBytes)
        {
            return T["FileTooLarge", file.Name, Size(MaxBytes)];
        }

        using var content = new MemoryStream((int)file.Size);
        await using (var stream = file.OpenReadStream(MaxBytes))
        {
            await stream.CopyToAsync(content);
        }

        var bytes = content.ToArray();
        if (FileContents.Recognize(file.Name, bytes) is not { } type)
        {
            return T["FileNotAllowed", file.Name];
        }

        var result = await OnUpload!(new UploadedFile(Path.GetFileName(file.Name), type, bytes));
        return result.Refusal is { } refusal ? Texts.Say(refusal) : null;
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
}

public sealed record AttachedFile(long Id, string Name, long Bytes, string Href);

/// <param name="ContentType">As the content shows it, whatever the browser said.</param>
public sealed record UploadedFile(string Name, string ContentType, byte[] Content);
