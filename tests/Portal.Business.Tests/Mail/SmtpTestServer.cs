using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Business.Tests.Mail;

public enum Stage
{
    Greeting,
    Hello,
    StartTls,
    SignIn,
    MailFrom,
    Recipient,
    Data,
    Content,
}

/// <summary>What the server took in one dialogue.</summary>
public sealed record TakenMail(string From, IReadOnlyList<string> Recipients, byte[] Content, bool WasEncrypted, string? UserName);

/// <summary>A mail server in this process that speaks SMTP over real sockets, and misbehaves where a test asks it to.</summary>
public sealed class SmtpTestServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly X509Certificate2 certificate = MakeCertificate();
    private readonly Task running;

    public SmtpTestServer()
    {
        listener.Start();
        running = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>SHA-256 of the server's self-signed certificate.</summary>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(certificate.RawData));

    public ConcurrentQueue<TakenMail> Taken { get; } = new();

    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>The answer at a stage, in place of the good one; the argument of the command (an address) is given.</summary>
    public Func<Stage, string, string?> Answer { get; set; } = (_, _) => null;

    /// <summary>Says nothing more once it reaches this stage.</summary>
    public Stage? HangsAt { get; set; }

    /// <summary>Closes the connection at this stage; at <see cref="Stage.Content"/>, in the middle of the message.</summary>
    public Stage? DropsAt { get; set; }

    /// <summary>Takes the whole message, then closes without an answer.</summary>
    public bool DropsAfterContent { get; set; }

    public bool OffersTls { get; set; }

    /// <summary>Speaks TLS from the first byte.</summary>
    public bool IsTlsFromStart { get; set; }

    /// <summary>Sends a forged answer in the clear together with the one to STARTTLS.</summary>
    public bool InjectsBeforeTls { get; set; }

    /// <summary>"AUTH PLAIN LOGIN" or such; null offers none.</summary>
    public string? SignInOffer { get; set; }

    public bool OffersUtf8 { get; set; }

    public int? Size { get; set; }

    /// <summary>Knows only HELO.</summary>
    public bool IsOld { get; set; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await running;
        certificate.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var dialogues = new List<Task>();
        try
        {
            while (true)
            {
                dialogues.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(dialogues);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new Dialogue(this, client.GetStream()).RunAsync(stopping.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or DroppedException or System.Security.Authentication.AuthenticationException)
            {
                // The other side left, or the test ends.
            }
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private sealed class DroppedException : Exception;

    private sealed class Dialogue(SmtpTestServer server, Stream plain)
    {
        private readonly byte[] one = new byte[1];
        private readonly List<string> recipients = [];
        private Stream stream = plain;
        private string from = "";
        private string? user;

        public async Task RunAsync(CancellationToken ct)
        {
            if (server.IsTlsFromStart)
            {
                await EncryptAsync(ct);
            }

            await SayAsync(Stage.Greeting, "", "220 mail.test ESMTP", ct);
            while (await ReadLineAsync(ct) is { } line)
            {
                server.Commands.Enqueue(line);
                var word = line.Split(' ')[0].ToUpperInvariant();
                switch (word)
                {
                    case "EHLO" when server.IsOld:
                        await WriteAsync("502 5.5.1 not implemented", ct);
                        break;
                    case "EHLO":
                        await SayAsync(Stage.Hello, line, string.Join("\r\n", Hello()), ct);
                        break;
                    case "HELO":
                        await SayAsync(Stage.Hello, line, "250 mail.test", ct);
                        break;
                    case "STARTTLS":
                        await SayAsync(Stage.StartTls, line, server.InjectsBeforeTls ? "220 go ahead\r\n250 forged" : "220 go ahead", ct);
                        await EncryptAsync(ct);
                        break;
                    case "AUTH":
                        await SignInAsync(line, ct);
                        break;
                    case "MAIL":
                        from = Between(line);
                        recipients.Clear();
                        await SayAsync(Stage.MailFrom, from, "250 2.1.0 sender ok", ct);
                        break;
                    case "RCPT":
                        if ((await SayAsync(Stage.Recipient, Between(line), "250 2.1.5 recipient ok", ct)).StartsWith('2'))
                        {
                            recipients.Add(Between(line));
                        }

                        break;
                    case "DATA":
                        if ((await SayAsync(Stage.Data, line, "354 go on", ct)).StartsWith('3'))
                        {
                            await TakeAsync(ct);
                        }

                        break;
                    case "QUIT":
                        await WriteAsync("221 bye", ct);
                        return;
                    default:
                        await WriteAsync("500 5.5.2 what?", ct);
                        break;
                }
            }
        }

        private IEnumerable<string> Hello()
        {
            var offers = new List<string> { "mail.test" };
            if (server.OffersTls && stream is not SslStream)
            {
                offers.Add("STARTTLS");
            }

            offers.AddRange(new[] { server.SignInOffer, server.OffersUtf8 ? "SMTPUTF8" : null, server.Size is { } size ? $"SIZE {size}" : null }.OfType<string>());
            return offers.Select((o, i) => i == offers.Count - 1 ? $"250 {o}" : $"250-{o}");
        }

        private async Task SignInAsync(string line, CancellationToken ct)
        {
            string password;
            if (line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal))
            {
                var parts = Decode(line["AUTH PLAIN ".Length..]).Split('\0');
                (user, password) = (parts[1], parts[2]);
            }
            else
            {
                await WriteAsync("334 VXNlcm5hbWU6", ct);
                user = Decode((await ReadLineAsync(ct))!);
                await WriteAsync("334 UGFzc3dvcmQ6", ct);
                password = Decode((await ReadLineAsync(ct))!);
            }

            var good = password == "sésame";
            await SayAsync(Stage.SignIn, user, good ? "235 2.7.0 welcome" : "535 5.7.8 wrong password", ct);
        }

        private async Task TakeAsync(CancellationToken ct)
        {
            if (server.DropsAt == Stage.Content)
            {
                await ReadLineAsync(ct);
                throw new DroppedException();
            }

            if (server.HangsAt == Stage.Content)
            {
                await Task.Delay(Timeout.Infinite, ct);
            }

            var content = new MemoryStream();
            while (await ReadLineAsync(ct) is var line && line != ".")
            {
                if (line is null)
                {
                    // Gone before the end of the message: it is not taken.
                    throw new DroppedException();
                }

                content.Write(Encoding.Latin1.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));
            }

            var answer = server.Answer(Stage.Content, from) ?? $"250 2.0.0 queued as {server.Taken.Count + 1}";
            if (answer.StartsWith('2'))
            {
                server.Taken.Enqueue(new TakenMail(from, [.. recipients], content.ToArray(), stream is SslStream, user));
            }

            if (server.DropsAfterContent)
            {
                throw new DroppedException();
            }

            await WriteAsync(answer, ct);
        }

        private async Task<string> SayAsync(Stage stage, string argument, string answer, CancellationToken ct)
        {
            if (server.HangsAt == stage)
            {
                await Task.Delay(Timeout.Infinite, ct);
            }

            if (server.DropsAt == stage)
            {
                throw new DroppedException();
            }

            var said = server.Answer(stage, argument) ?? answer;
            await WriteAsync(said, ct);
            return said;
        }

        private async Task EncryptAsync(CancellationToken ct)
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.certificate }, ct);
            stream = tls;
        }

        private async Task WriteAsync(string line, CancellationToken ct) => await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), ct);

        /// <summary>A line without its CR LF; byte values are kept (Latin-1). Anything but CR LF as an end is a fault of the sender.</summary>
        private async Task<string?> ReadLineAsync(CancellationToken ct)
        {
            var line = new List<byte>();
            while (await stream.ReadAsync(one, ct) == 1)
            {
                if (one[0] == '\n')
                {
                    Assert.Equal('\r', (char)line[^1]);
                    line.RemoveAt(line.Count - 1);
                    Assert.DoesNotContain((byte)'\r', line);
                    return Encoding.Latin1.GetString([.. line]);
                }

                line.Add(one[0]);
            }

            return null;
        }

        private static string Between(string line) =>
            Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')]));

        private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }
}
