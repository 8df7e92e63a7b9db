using System.Text;

namespace Portal.Business.Clients.Import;

/// <summary>Finds out in which encoding a text file was written.</summary>
public static class CsvText
{
    private const int Chunk = 64 * 1024;

    static CsvText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// By the byte order mark; without one, UTF-16 if every other byte is empty, UTF-8 if the whole file is valid UTF-8, else
    /// Windows-1252, which spreadsheets on Windows write. Leaves the stream at its start.
    /// </summary>
    public static async Task<Encoding> EncodingOfAsync(Stream file, CancellationToken ct)
    {
        file.Position = 0;
        var buffer = new byte[Chunk];
        var read = await file.ReadAtLeastAsync(buffer, 4, throwOnEndOfStream: false, ct);
        var found = buffer.AsSpan(0, read) switch
        {
            [0xef, 0xbb, 0xbf, ..] => Encoding.UTF8,
            [0xff, 0xfe, ..] => Encoding.Unicode,
            [0xfe, 0xff, ..] => Encoding.BigEndianUnicode,
            [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
            [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };
        if (found is null)
        {
            found = await IsUtf8Async(file, buffer, read, ct) ? Encoding.UTF8 : Encoding.GetEncoding(1252);
        }

        file.Position = 0;
        return found;
    }

    private static async Task<bool> IsUtf8Async(Stream file, byte[] buffer, int read, CancellationToken ct)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var characters = new char[Chunk];
        try
        {
            while (true)
            {
                decoder.GetChars(buffer, 0, read, characters, 0, flush: read == 0);
                if (read == 0)
                {
                    return true;
                }

                read = await file.ReadAsync(buffer, ct);
            }
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
