using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Business.Documents;

namespace Portal.Business.Mail.Wire;

/// <summary>
/// A message as bytes (RFC 5322, MIME): text and HTML as alternatives, attachments beside them. The same row always gives the same
/// bytes, whichever attempt or process writes them. Seven-bit throughout, so every server takes it.
/// </summary>
internal static class MimeMessage
{
    public static byte[] Write(OutgoingMessage message, IReadOnlyList<DocumentFile> attachments, bool isWritten = false)
    {
        var mime = new StringBuilder(4096 + attachments.Sum(a => a.Bytes.Length * 4 / 3));
        mime.Append(MimeHeader.Addresses("From", [new MailContact(message.FromAddress, message.FromName)]));
        if (message.ReplyToAddress is { } replyTo)
        {
            mime.Append(MimeHeader.Addresses("Reply-To", [new MailContact(replyTo, message.ReplyToName)]));
        }

        AppendRecipients(mime, "To", message, RecipientRole.To);
        AppendRecipients(mime, "Cc", message, RecipientRole.Cc);
        mime.Append(MimeHeader.Text("Subject", message.Subject));
        mime.Append(MimeHeader.Plain("Date", message.PlannedAt.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)));
        mime.Append(MimeHeader.Plain("Message-ID", $"<{message.MessageId}>"));
        if (message.Answers.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } answers)
        {
            mime.Append(MimeHeader.Plain("In-Reply-To", $"<{answers[^1]}>"));
            mime.Append(MimeHeader.Plain("References", string.Join(' ', answers.Select(a => $"<{a}>"))));
        }

        mime.Append(MimeHeader.Plain("MIME-Version", "1.0"));
        if (!isWritten)
        {
            mime.Append(MimeHeader.Plain("Auto-Submitted", "auto-generated"));
        }

        mime.Append(MimeHeader.Plain("Content-Language", message.Language));

        var boundary = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(message.MessageId)))[..32];
        if (attachments.Count == 0)
        {
            AppendAlternatives(mime, message, "=_a" + boundary);
        }
        else
        {
            var mixed = "=_m" + boundary;
            mime.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"{mixed}\"\r\n\r\n--{mixed}\r\n");
            AppendAlternatives(mime, message, "=_a" + boundary);
            foreach (var attachment in attachments)
            {
                mime.Append(CultureInfo.InvariantCulture, $"--{mixed}\r\n");
                mime.Append(MimeHeader.Plain("Content-Type", SafeType(attachment.ContentType)));
                mime.Append("Content-Transfer-Encoding: base64\r\n");
                mime.Append(MimeHeader.Disposition(attachment.Name)).Append("\r\n");
                MimeBody.AppendBase64(mime, attachment.Bytes);
            }

            mime.Append(CultureInfo.InvariantCulture, $"--{mixed}--\r\n");
        }

        return Encoding.ASCII.GetBytes(mime.ToString());
    }

    private static void AppendRecipients(StringBuilder mime, string header, OutgoingMessage message, RecipientRole role)
    {
        var contacts = message.Recipients.Where(r => r.Role == role).Select(r => new MailContact(r.Address, r.Name)).ToList();
        if (contacts.Count > 0)
        {
            mime.Append(MimeHeader.Addresses(header, contacts));
        }
    }

    private static void AppendAlternatives(StringBuilder mime, OutgoingMessage message, string boundary)
    {
        mime.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/alternative; boundary=\"{boundary}\"\r\n\r\n");
        foreach (var (type, content) in new[] { ("text/plain", message.TextBody), ("text/html", message.HtmlBody) })
        {
            mime.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
            MimeBody.AppendQuotedPrintable(mime, content);
        }

        mime.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n");
    }

    /// <summary>A type with its parameters, where each is made of harmless letters; a calendar program opens a file by them.</summary>
    private static string SafeType(string type) => type.Split("; ") switch
    {
        [var kind, .. var parameters] when IsPair(kind, '/') && parameters.All(p => IsPair(p, '=')) => type,
        _ => "application/octet-stream",
    };

    private static bool IsPair(string text, char between) =>
        text.Split(between) is [{ Length: > 0 } first, { Length: > 0 } second] && (first + second).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '+');
}
