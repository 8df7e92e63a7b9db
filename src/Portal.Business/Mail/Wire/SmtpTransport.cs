using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Options;
using Portal.Business.Common;

namespace Portal.Business.Mail.Wire;

/// <summary>
/// Hands a message to a mail server (RFC 5321), over a connection of its own. A message counts as accepted only by the server's
/// positive answer after its content; whatever else happens is an outcome that says what the server said.
/// </summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options, Steps steps) : IMailTransport
{
    private SmtpOptions Smtp => options.Value.Smtp;

    public async Task<MailOutcome> SendAsync(MailEnvelope envelope, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.SendTimeoutSeconds));
        using var stoppable = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        var dialogue = new Dialogue(Smtp, steps, timeout.Token);
        try
        {
            return await dialogue.RunAsync(envelope, stoppable.Token);
        }
        catch (OperationCanceledException) when (dialogue.ContentStarted || !ct.IsCancellationRequested)
        {
            return dialogue.Broken($"Not finished within {options.Value.SendTimeoutSeconds} seconds", null);
        }
        catch (SmtpException e)
        {
            return dialogue.Broken(e.Message, e.Reply);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            return dialogue.Broken(e.Message, null);
        }
    }

    /// <param name="timeout">The only thing that ends it once the content is on its way: a process that stops would not know whether the server has taken the message.</param>
    private sealed class Dialogue(SmtpOptions smtp, Steps steps, CancellationToken timeout)
    {
        private readonly Dictionary<string, string> extensions = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, (RecipientState, string)> recipients = new(StringComparer.OrdinalIgnoreCase);
        private bool isSignedIn;

        /// <summary>The content is on its way, and the server has not said what becomes of it.</summary>
        public bool ContentStarted { get; private set; }

        /// <summary>The dialogue ended before its end. Before the first message command it is the server's trouble, not the message's.</summary>
        public MailOutcome Broken(string what, SmtpReply? reply) =>
            MailOutcome.Later(ContentStarted ? $"{what} (after the content was on its way; whether it arrived is unknown)" : what, !isSignedIn || reply is { IsAboutTheServer: true });

        public async Task<MailOutcome> RunAsync(MailEnvelope envelope, CancellationToken ct)
        {
            await using var connection = new SmtpConnection(smtp);
            await connection.OpenAsync(ct);
            await GreetAsync(connection, ct);
            await SignInAsync(connection, ct);
            isSignedIn = true;
            var outcome = await TransferAsync(connection, envelope, ct);
            await QuitAsync(connection, ct);
            return outcome;
        }

        private async Task GreetAsync(SmtpConnection connection, CancellationToken ct)
        {
            Expect(220, await connection.ReplyAsync(ct), "Greeting");
            await HelloAsync(connection, ct);
            if (smtp.Security == SmtpSecurity.StartTls)
            {
                if (!extensions.ContainsKey("STARTTLS"))
                {
                    throw new SmtpException("The server does not offer STARTTLS; nothing is sent unencrypted");
                }

                Expect(220, await connection.CommandAsync("STARTTLS", ct), "STARTTLS");
                await connection.EncryptAsync(ct);
                await HelloAsync(connection, ct);
            }
        }

        private async Task HelloAsync(SmtpConnection connection, CancellationToken ct)
        {
            extensions.Clear();
            var name = smtp.HelloName ?? HelloName();
            var reply = await connection.CommandAsync($"EHLO {name}", ct);
            if (reply.Code is 500 or 502 or 504)
            {
                Expect(250, await connection.CommandAsync($"HELO {name}", ct), "HELO");
                return;
            }

            Expect(250, reply, "EHLO");
            foreach (var line in reply.Lines.Skip(1))
            {
                var words = line.Split([' ', '='], 2);
                extensions[words[0]] = words.Length > 1 ? words[1] : "";
            }
        }

        private async Task SignInAsync(SmtpConnection connection, CancellationToken ct)
        {
            if (smtp.UserName is not { } user || smtp.Password is not { } password)
            {
                return;
            }

            var ways = extensions.GetValueOrDefault("AUTH", "").Split(' ');
            if (ways.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
            {
                Expect(235, await connection.CommandAsync("AUTH PLAIN " + Base64($"\0{user}\0{password}"), ct), "Sign-in");
            }
            else if (ways.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
            {
                Expect(334, await connection.CommandAsync("AUTH LOGIN", ct), "Sign-in");
                Expect(334, await connection.CommandAsync(Base64(user), ct), "Sign-in");
                Expect(235, await connection.CommandAsync(Base64(password), ct), "Sign-in");
            }
            else
            {
                throw new SmtpException("The server offers no way to sign in that is known here (PLAIN, LOGIN)");
            }
        }

        private async Task<MailOutcome> TransferAsync(SmtpConnection connection, MailEnvelope envelope, CancellationToken ct)
        {
            if (long.TryParse(extensions.GetValueOrDefault("SIZE"), out var largest) && largest > 0 && envelope.Content.Length > largest)
            {
                return MailOutcome.Refused($"The message has {envelope.Content.Length} bytes; the server takes at most {largest}");
            }

            var size = extensions.ContainsKey("SIZE") ? string.Create(CultureInfo.InvariantCulture, $" SIZE={envelope.Content.Length}") : "";
            var wantsUtf8 = !envelope.Recipients.Append(envelope.Sender).All(IsAsciiOnWire);
            if (wantsUtf8 && !extensions.ContainsKey("SMTPUTF8"))
            {
                wantsUtf8 = false;
                foreach (var address in envelope.Recipients.Where(a => !IsAsciiOnWire(a)))
                {
                    recipients[address] = (RecipientState.Refused, "The server does not take addresses with accents");
                }
            }

            var from = await connection.CommandAsync($"MAIL FROM:<{EmailAddress.ForWire(envelope.Sender)}>{size}{(wantsUtf8 ? " SMTPUTF8" : "")}", ct);
            if (!from.IsPositive)
            {
                return Negative(from);
            }

            foreach (var address in envelope.Recipients.Where(a => !recipients.ContainsKey(a)))
            {
                var to = await connection.CommandAsync($"RCPT TO:<{EmailAddress.ForWire(address)}>", ct);
                if (to.IsAboutTheServer)
                {
                    return MailOutcome.Later(to.ToString(), isServerTrouble: true);
                }

                if (!to.IsPositive)
                {
                    recipients[address] = (to.IsFinal ? RecipientState.Refused : RecipientState.Pending, to.ToString());
                }
            }

            if (envelope.Recipients.All(recipients.ContainsKey))
            {
                return NobodyTaken();
            }

            var data = await connection.CommandAsync("DATA", ct);
            if (data.Code != 354)
            {
                return Negative(data);
            }

            ContentStarted = true;
            await connection.WriteContentAsync(envelope.Content, timeout);
            steps.Reached("mail.content-sent");
            var answer = await connection.ReplyAsync(timeout);
            ContentStarted = false;
            return answer.IsPositive ? MailOutcome.Accepted(answer.ToString()) with { Recipients = recipients } : Negative(answer);
        }

        /// <summary>Nobody is left to send to: for good if all were refused for good.</summary>
        private MailOutcome NobodyTaken()
        {
            var answers = string.Join("; ", recipients.Select(r => $"{r.Key}: {r.Value.Item2}"));
            return (recipients.Values.All(r => r.Item1 == RecipientState.Refused) ? MailOutcome.Refused(answers) : MailOutcome.Later(answers)) with { Recipients = recipients };
        }

        private MailOutcome Negative(SmtpReply reply)
        {
            var refused = recipients.Where(r => r.Value.Item1 == RecipientState.Refused).ToDictionary();
            var outcome = reply.IsAboutTheServer || !reply.IsFinal ? MailOutcome.Later(reply.ToString(), reply.IsAboutTheServer) : MailOutcome.Refused(reply.ToString());
            return outcome with { Recipients = refused };
        }

        /// <summary>Politeness only: the message's fate is decided already, so nobody waits for the answer.</summary>
        private static async Task QuitAsync(SmtpConnection connection, CancellationToken ct)
        {
            try
            {
                await connection.SendAsync("QUIT", ct);
            }
            catch (Exception e) when (e is IOException or SocketException or SmtpException or OperationCanceledException)
            {
                // A server that hangs up first has still said what counts.
            }
        }

        private static void Expect(int code, SmtpReply reply, string what)
        {
            if (reply.Code != code)
            {
                throw new SmtpException(what, reply);
            }
        }

        private static string HelloName()
        {
            var name = System.Net.Dns.GetHostName();
            return name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') && name.Length > 0 ? name : "localhost";
        }

        private static bool IsAsciiOnWire(string address) => EmailAddress.ForWire(address).All(char.IsAscii);

        private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }
}
