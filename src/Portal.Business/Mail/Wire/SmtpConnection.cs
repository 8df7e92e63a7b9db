using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Business.Mail.Wire;

/// <summary>One connection to a mail server: lines out, answers in, each within its time.</summary>
internal sealed class SmtpConnection(SmtpOptions options) : IAsyncDisposable
{
    private const int LongestReplyLine = 4096;
    private const int MostReplyLines = 200;

    private readonly TcpClient tcp = new() { NoDelay = true };
    private readonly byte[] buffer = new byte[8192];
    private Stream stream = Stream.Null;
    private int start;
    private int end;

    public bool IsEncrypted => stream is SslStream;

    private TimeSpan Patience => TimeSpan.FromSeconds(options.CommandTimeoutSeconds);

    public async Task OpenAsync(CancellationToken ct)
    {
        await Timed("connect", token => tcp.ConnectAsync(options.Host, options.Port, token).AsTask(), ct);
        stream = tcp.GetStream();
        if (options.Security == SmtpSecurity.Tls)
        {
            await EncryptAsync(ct);
        }
    }

    /// <summary>Starts TLS. What was received unencrypted and not yet read is an injection, and ends the connection.</summary>
    public async Task EncryptAsync(CancellationToken ct)
    {
        if (start != end)
        {
            throw new SmtpException("The server sent more than its answer before the encryption began");
        }

        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = tls;
        await Timed("encryption", token => tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = options.Host,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None || IsTrusted(certificate),
            },
            token), ct);
    }

    public async Task<SmtpReply> CommandAsync(string command, CancellationToken ct)
    {
        await SendAsync(command, ct);
        return await ReplyAsync(ct);
    }

    public Task SendAsync(string command, CancellationToken ct) => command.AsSpan().ContainsAny('\r', '\n')
        ? throw new SmtpException("A command held a line break")
        : WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), ct);

    /// <summary>Sends content after DATA: dots at the start of lines doubled, the ending dot last.</summary>
    public async Task WriteContentAsync(byte[] content, CancellationToken ct)
    {
        var stuffed = new ArrayBufferWriter<byte>(content.Length + 1024);
        var atLineStart = true;
        foreach (var b in content)
        {
            if (atLineStart && b == '.')
            {
                stuffed.Write("."u8);
            }

            stuffed.Write([b]);
            atLineStart = b == '\n';
        }

        stuffed.Write(atLineStart ? ".\r\n"u8 : "\r\n.\r\n"u8);
        for (var from = 0; from < stuffed.WrittenCount; from += 65536)
        {
            await WriteAsync(stuffed.WrittenMemory.Slice(from, Math.Min(65536, stuffed.WrittenCount - from)), ct);
        }
    }

    public async Task<SmtpReply> ReplyAsync(CancellationToken ct)
    {
        var lines = new List<string>();
        while (true)
        {
            var line = await ReadLineAsync(ct);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code) || code is < 200 or > 599 || lines.Count >= MostReplyLines)
            {
                throw new SmtpException($"The server's answer is not SMTP: {line}");
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
            {
                return new SmtpReply(code, lines);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await stream.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            // The other side has gone already; there is nothing left to close.
        }

        tcp.Dispose();
    }

    private bool IsTrusted(X509Certificate? certificate) =>
        certificate is not null && options.TrustedCertificate is { } trusted
        && Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData())).Equals(trusted.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) =>
        Timed("write", async token =>
        {
            await stream.WriteAsync(bytes, token);
            await stream.FlushAsync(token);
        }, ct);

    private async Task<string> ReadLineAsync(CancellationToken ct)
    {
        var line = new List<byte>();
        while (true)
        {
            var lineEnd = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (lineEnd >= 0)
            {
                line.AddRange(buffer[start..lineEnd]);
                start = lineEnd + 1;
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.AddRange(buffer[start..end]);
            if (line.Count > LongestReplyLine)
            {
                throw new SmtpException("The server's answer does not end");
            }

            start = 0;
            end = 0;
            await Timed("answer", async token => end = await stream.ReadAsync(buffer, token), ct);
            if (end == 0)
            {
                throw new SmtpException("The server closed the connection");
            }
        }
    }

    private async Task Timed(string what, Func<CancellationToken, Task> step, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(Patience);
        try
        {
            await step(limited.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new SmtpException($"No {what} within {options.CommandTimeoutSeconds} seconds");
        }
    }
}
