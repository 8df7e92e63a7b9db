using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Business.Tests.Mail;

/// <summary>
/// Reads a message as a mail program would, and fails where it breaks the standards: characters outside ASCII, lines too long, line
/// ends other than CR LF, headers that do not decode.
/// </summary>
public sealed partial class ReadMail
{
    private ReadMail(Dictionary<string, string> headers, byte[] body, IReadOnlyList<ReadMail> parts)
    {
        Headers = headers;
        Body = body;
        Parts = parts;
    }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public byte[] Body { get; }

    public IReadOnlyList<ReadMail> Parts { get; }

    public string Type => Headers["Content-Type"].Split(';')[0].Trim();

    public string Subject => Words(Headers["Subject"]);

    public string Text => Encoding.UTF8.GetString(Body);

    public string? FileName
    {
        get
        {
            var disposition = Headers.GetValueOrDefault("Content-Disposition", "");
            var pieces = ExtendedName().Matches(disposition);
            return pieces.Count > 0
                ? Uri.UnescapeDataString(string.Concat(pieces.Select(p => p.Groups["v"].Value)).Replace("utf-8''", "", StringComparison.Ordinal))
                : PlainName().Match(disposition) is { Success: true } plain ? plain.Groups["v"].Value : null;
        }
    }

    public static ReadMail Parse(byte[] bytes)
    {
        Assert.All(bytes, b => Assert.True(b is >= 32 and < 127 or (byte)'\r' or (byte)'\n' or (byte)'\t', $"byte {b}"));
        var text = Encoding.ASCII.GetString(bytes);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 200, line));
        return ParsePart(text);
    }

    /// <summary>An encoded-word header, decoded.</summary>
    public static string Words(string value)
    {
        var joined = BetweenWords().Replace(value, "");
        return EncodedWord().Replace(joined, m =>
        {
            Assert.True(m.Length <= 75, m.Value);
            return Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups["b"].Value));
        });
    }

    public ReadMail Find(string type) => All().Single(p => p.Type == type);

    public IEnumerable<ReadMail> Attachments() => All().Where(p => p.FileName is not null);

    private IEnumerable<ReadMail> All() => Parts.SelectMany(p => p.All()).Prepend(this);

    private static ReadMail ParsePart(string text)
    {
        var split = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Folded().Replace(text[..split], " ").Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            Assert.True(colon > 0, line);
            Assert.True(headers.TryAdd(line[..colon], line[(colon + 1)..].Trim()) || line[..colon] == "X-Receiver", $"{line[..colon]} twice");
        }

        var body = text[(split + 4)..];
        if (Boundary().Match(headers["Content-Type"]) is { Success: true } match)
        {
            var pieces = ("\r\n" + body).Split($"\r\n--{match.Groups["b"].Value}");
            Assert.StartsWith("--", pieces[^1], StringComparison.Ordinal);
            return new ReadMail(headers, [], [.. pieces[1..^1].Select(p => ParsePart(p[2..]))]);
        }

        return new ReadMail(headers, headers["Content-Transfer-Encoding"] == "base64" ? Convert.FromBase64String(body) : QuotedPrintable(body), []);
    }

    private static byte[] QuotedPrintable(string body)
    {
        Assert.All(body.Split("\r\n"), line => Assert.True(line.Length <= 76, line));
        var joined = body.Replace("=\r\n", "", StringComparison.Ordinal);
        var bytes = new List<byte>();
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] == '=')
            {
                bytes.Add(Convert.ToByte(joined.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.Add((byte)joined[i]);
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"\r\n[ \t]")]
    private static partial Regex Folded();

    [GeneratedRegex("boundary=\"(?<b>[^\"]+)\"")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"(?<=\?=)\s+(?==\?)")]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"=\?utf-8\?B\?(?<b>[^?]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"filename\*(\d+\*)?=(?<v>[^;]+)")]
    private static partial Regex ExtendedName();

    [GeneratedRegex("filename=\"(?<v>[^\"]*)\"")]
    private static partial Regex PlainName();
}
