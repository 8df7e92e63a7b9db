using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Portal.Business.Accounting.Forms;

namespace Portal.Business.Accounting.Gateways;

/// <summary>
/// One file per entry in a folder that the accounting software reads. A file appears whole or not at all, and one that is there
/// is never written again: a repetition after a crash is answered with what stands there.
/// </summary>
public sealed class JournalFolder(IJournalFormat format, IOptions<AccountingOptions> options) : IAccountingGateway
{
    public HandOverForm Form => format.Form;

    public async Task<GatewayAnswer> HandOverAsync(JournalPiece piece, CancellationToken ct)
    {
        var folder = options.Value.Folder;
        var name = piece.Key + format.Extension;
        var path = Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(folder);
            if (!File.Exists(path))
            {
                using var content = new MemoryStream();
                await format.WriteAsync(content, new[] { piece }.ToAsyncEnumerable(), reader: null, ct);
                await WriteAsync(path, content.ToArray(), ct);
            }

            return new GatewayAnswer(true, $"{name} sha256:{Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, ct)))}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new GatewayAnswer(false, e.Message);
        }
    }

    private static async Task WriteAsync(string path, byte[] content, CancellationToken ct)
    {
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(content, ct);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster with the same entry.
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
