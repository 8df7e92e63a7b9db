using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Browser.Tests.Stories;

/// <summary>The folder into which the application of a test delivers its mail.</summary>
internal sealed class Mailbox(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public IReadOnlyList<Mail> All() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.eml").Select(f => Mail.Read(File.ReadAllBytes(f)))]
        : [];

    /// <summary>Waits until it is there; the outbox is sent every ten seconds.</summary>
    public async Task<Mail> ArrivedAsync(string what, Func<Mail, bool> wanted)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var found = All().FirstOrDefault(wanted);
            if (found is not null)
            {
                return found;
            }

            Assert.True(waited.Elapsed < Patience, $"No mail: {what}. There is:\n{string.Join("\n", All())}");
            await Task.Delay(300);
        }
    }
}

/// <summary>One message as it lies in the pickup folder.</summary>
internal sealed partial record Mail(
    string Subject, IReadOnlyList<string> To, IReadOnlyList<string> Cc, IReadOnlyList<string> Receivers, string Text, IReadOnlyList<byte[]> Pdfs)
{
    public static Mail Read(byte[] file)
    {
        var (headers, body) = Split(Encoding.Latin1.GetString(file));
        var parts = Parts(headers, body).ToList();
        return new Mail(
            Decoded(Header(headers, "Subject")), Addresses(Header(headers, "To")), Addresses(Header(headers, "Cc")), Addresses(Header(headers, "X-Receiver")),
            string.Concat(parts.Where(p => p.Type == "text/plain").Select(p => Encoding.UTF8.GetString(p.Content))),
            [.. parts.Where(p => p.Type == "application/pdf").Select(p => p.Content)]);
    }

    /// <summary>Path and query of the link in the text that begins with the path.</summary>
    public string Link(string path)
    {
        var found = Regex.Match(Text, $@"https?://[^/\s]+(?<link>/{Regex.Escape(path)}[^\s>)]*)");
        Assert.True(found.Success, $"No link to {path} in:\n{Text}");
        return found.Groups["link"].Value;
    }

    public override string ToString() => $"{Subject} (to {string.Join(", ", To)}; cc {string.Join(", ", Cc)}; {Pdfs.Count} PDF)";

    private static IEnumerable<(string Type, byte[] Content)> Parts(string headers, string body)
    {
        var type = Header(headers, "Content-Type");
        var boundary = Boundary().Match(type);
        if (!boundary.Success)
        {
            return [(type.Split(';')[0].Trim().ToLowerInvariant(), Content(Header(headers, "Content-Transfer-Encoding"), body))];
        }

        return body.Split("--" + boundary.Groups[1].Value).Skip(1).Where(p => !p.StartsWith("--", StringComparison.Ordinal))
            .SelectMany(p =>
            {
                var (partHeaders, partBody) = Split(p.TrimStart('\r', '\n'));
                return Parts(partHeaders, partBody);
            });
    }

    private static byte[] Content(string encoding, string body) => encoding.Trim().ToLowerInvariant() switch
    {
        "base64" => Convert.FromBase64String(body),
        "quoted-printable" => Unquoted(Regex.Replace(body, "=\r?\n", "")),
        _ => Encoding.Latin1.GetBytes(body),
    };

    private static byte[] Unquoted(string text) =>
        Encoding.Latin1.GetBytes(Regex.Replace(text, "=([0-9A-Fa-f]{2})", m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString()));

    private static (string Headers, string Body) Split(string text)
    {
        var at = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return at < 0 ? (text, "") : (Regex.Replace(text[..at], @"\r\n[ \t]+", " "), text[(at + 4)..]);
    }

    private static string Header(string headers, string name) =>
        string.Join(", ", headers.Split("\r\n").Where(h => h.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(h => h[(name.Length + 1)..].Trim()));

    private static string Decoded(string header) => EncodedWord().Replace(
        Regex.Replace(header, @"\?=\s+=\?", "?==?"),
        m => Encoding.UTF8.GetString(m.Groups[1].Value is "B" or "b" ? Convert.FromBase64String(m.Groups[2].Value) : Unquoted(m.Groups[2].Value.Replace('_', ' '))));

    private static IReadOnlyList<string> Addresses(string header) => [.. Address().Matches(header).Select(m => m.Value)];

    [GeneratedRegex("boundary=\"?([^\";\\s]+)\"?", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"[\w.+-]+@[\w.-]+")]
    private static partial Regex Address();
}
