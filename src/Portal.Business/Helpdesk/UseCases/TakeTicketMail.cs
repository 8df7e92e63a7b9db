using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Helpdesk.Incoming;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>
/// Takes the messages of the folder in. A message is saved with its key before its file is removed, so that it counts once after a crash and
/// with several nodes; files that are still written, or that another process holds, wait for the next run.
/// </summary>
public sealed partial class TakeTicketMail(MailTaking taking, IOptions<TicketMailOptions> options, ICurrentUser user, TimeProvider clock, Steps steps, ILogger<TakeTicketMail> logger)
{
    private const int MostFiles = 200;
    private const int Beginning = 256 * 1024;

    /// <summary>Messages that are too large stay there whole, under the id of their row.</summary>
    public const string KeptFolder = "kept";

    public sealed record Run(int Taken, int Parked, int LeftOut, int Failed);

    public async Task<Result<Run>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage))
        {
            return Refusal.Forbidden;
        }

        var run = new Run(0, 0, 0, 0);
        foreach (var file in options.Value.Folder.Length == 0 ? [] : Find(Path.GetFullPath(options.Value.Folder)))
        {
            ct.ThrowIfCancellationRequested();
            var became = await TakeAsync(file, ct);
            run = became switch
            {
                IncomingMailState.Taken => run with { Taken = run.Taken + 1 },
                IncomingMailState.Parked => run with { Parked = run.Parked + 1 },
                IncomingMailState.LeftOut or IncomingMailState.Discarded => run with { LeftOut = run.LeftOut + 1 },
                _ => run with { Failed = run.Failed + 1 },
            };
        }

        return run;
    }

    private List<FileInfo> Find(string folder)
    {
        Directory.CreateDirectory(folder);
        var now = clock.GetUtcNow().UtcDateTime;
        return [.. new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden })
            .Where(f => f.Extension.Equals(".eml", StringComparison.OrdinalIgnoreCase) && (now - f.LastWriteTimeUtc).Duration() >= TimeSpan.FromSeconds(options.Value.QuietSeconds))
            .OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).Take(MostFiles)];
    }

    /// <summary>Null: it is to be tried again.</summary>
    private async Task<IncomingMailState?> TakeAsync(FileInfo file, CancellationToken ct)
    {
        var bytes = Array.Empty<byte>();
        var isCut = file.Length > options.Value.Largest;
        try
        {
            bytes = await ReadAsync(file, isCut ? Beginning : file.Length, ct);
            steps.Reached("helpdesk.mail-read");
            if (await taking.TakeAsync(bytes, isCut, ct) is not { } mail)
            {
                return null;
            }

            steps.Reached("helpdesk.mail-saved");
            Remove(file, mail, isCut);
            return mail.State;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogLeft(e, file.Name);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, file.Name);
            return await ParkAsync(file, bytes, isCut, ct);
        }
    }

    private async Task<IncomingMailState?> ParkAsync(FileInfo file, byte[] bytes, bool isCut, CancellationToken ct)
    {
        try
        {
            var parked = await taking.ParkAsync(bytes, ct);
            if (parked is not null)
            {
                Remove(file, parked, isCut);
            }

            return parked?.State;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, file.Name);
            return null;
        }
    }

    private static async Task<byte[]> ReadAsync(FileInfo file, long length, CancellationToken ct)
    {
        await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var bytes = new byte[Math.Min(length, stream.Length)];
        await stream.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    /// <summary>Of what was cut, the file is all there is.</summary>
    private static void Remove(FileInfo file, IncomingMail mail, bool isCut)
    {
        if (!isCut)
        {
            file.Delete();
            return;
        }

        var kept = Path.Combine(file.DirectoryName!, KeptFolder);
        Directory.CreateDirectory(kept);
        File.Move(file.FullName, Path.Combine(kept, $"{mail.Id:x}.eml"), overwrite: true);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail file {File} is left for the next run")]
    private partial void LogLeft(Exception e, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail file {File} could not be taken in")]
    private partial void LogFailed(Exception e, string file);
}
