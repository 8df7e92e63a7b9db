using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace Portal.Web.Kit;

/// <summary>How a file comes from a browser that may lose its line on the way.</summary>
public static class FileArrival
{
    /// <summary>A file of which nothing more comes for so long has broken off.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private const int Piece = 64 * 1024;

    /// <summary>Whether the whole of it came: the connection or the file may go away meanwhile. What came of one that broke off is not to be kept.</summary>
    /// <param name="file">What was chosen.</param>
    /// <param name="target">Takes it.</param>
    /// <param name="largest">Bytes; the caller has refused a larger one.</param>
    /// <param name="gone">The page is left.</param>
    /// <param name="cameTo">Is told how many bytes are there.</param>
    /// <param name="longestPause">Null: <see cref="LongestPause"/>.</param>
    public static async Task<bool> TryReceiveAsync(
        this IBrowserFile file, Stream target, long largest, CancellationToken gone, Action<long>? cameTo = null, TimeSpan? longestPause = null)
    {
        var buffer = new byte[Piece];
        try
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(gone);
            await using var stream = file.OpenReadStream(largest, gone);
            for (long read = 0; read < file.Size;)
            {
                pause.CancelAfter(longestPause ?? LongestPause);

                // What was asked of the browser while the line was cut is never answered, and its read does not hear of the end of the pause.
                var more = await stream.ReadAsync(buffer, pause.Token).AsTask().WaitAsync(pause.Token);
                if (more == 0)
                {
                    return false;
                }

                await target.WriteAsync(buffer.AsMemory(0, more), gone);
                read += more;
                cameTo?.Invoke(read);
            }

            return true;
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or TimeoutException or JSException or JSDisconnectedException)
        {
            return false;
        }
    }
}
