using System.Text;
using MimeKit;
using MimeKit.Tnef;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Helpdesk.Incoming;

/// <summary>Reads a message of any sender. What can't be read becomes a letter that says so; nothing is thrown.</summary>
internal static class MailReader
{
    /// <summary>Pictures of signatures are smaller than that; a screenshot in the text is not.</summary>
    private const int SmallPicture = 8 * 1024;

    /// <summary>How deep messages that are attached to attached ones are looked into.</summary>
    private const int MostNested = 3;

    /// <summary>The file that holds a text which is too long for a message.</summary>
    public const string WholeName = "message.txt";

    private const int MostAnswers = 40;
    private const int MostRecipients = 50;
    private const int LongestHtml = 2_000_000;

    /// <param name="bytes">The message, or the beginning of one that is too large.</param>
    public static MailLetter Read(byte[] bytes, bool isCut)
    {
        var raw = MailIds.Hash(bytes);
        try
        {
            using var message = MimeMessage.Load(new MemoryStream(bytes, writable: false));
            var letter = Read(message, raw);
            return isCut ? letter with { Reason = MailReason.TooLarge, Files = [], IsShortened = false } : letter;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A parser that stumbles over hostile input: a person looks at the message.
            return new MailLetter { Fingerprint = raw, Reason = isCut ? MailReason.TooLarge : MailReason.Malformed };
        }
    }

    private static MailLetter Read(MimeMessage message, string raw)
    {
        var from = message.From.Mailboxes.ToList();
        var address = from is [var only] && EmailAddress.TryRead(only.Address, out var usable) ? usable.ToLowerInvariant() : "";
        var (text, quoted) = QuotedText.Split(TextOf(message));
        var files = FilesOf(message);
        var isShortened = text.Length > Lengths.LongText;
        if (isShortened)
        {
            files.Insert(0, (WholeName, Encoding.UTF8.GetBytes(text)));
            text = Folding.Cut(text, Lengths.LongText - 1) + "…";
        }

        var id = MailIds.Read(message.Headers[HeaderId.MessageId]);
        return new MailLetter
        {
            MailId = id,
            Fingerprint = id is null ? raw : MailIds.Hash(string.Join('\n', address, message.Headers[HeaderId.Date], message.Subject, text, quoted)),
            FromAddress = address,
            FromName = OneLine(from.FirstOrDefault()?.Name, Lengths.Name),
            Subject = OneLine(message.Subject, Lengths.Name),
            Recipients = [.. RecipientsOf(message).Distinct().Take(MostRecipients)],
            Answers = [.. AnswersOf(message).Distinct(StringComparer.Ordinal).Take(MostAnswers)],
            Text = text,
            IsShortened = isShortened,
            Quoted = Folding.Cut(quoted, Lengths.LongText),
            Files = files,
            Reason = address.Length == 0 ? MailReason.Malformed
                : MailHeaders.Doubt(message) is var doubt && doubt != MailReason.None ? doubt
                : text.Length == 0 && files.Count == 0 ? MailReason.Empty : MailReason.None,
        };
    }

    private static string TextOf(MimeMessage message)
    {
        var text = message.TextBody;
        return Clean(!string.IsNullOrWhiteSpace(text) ? text : message.HtmlBody is { } html ? HtmlToText.Convert(Folding.Cut(html, LongestHtml)) : "");
    }

    /// <summary>Without control characters and signs that turn the direction of writing; at most one empty line after another.</summary>
    internal static string Clean(string text)
    {
        var lines = new List<string>();
        foreach (var line in Folding.Clean(text.ReplaceLineEndings("\n")).Split('\n').Select(l => string.Concat(l.Where(c => !IsInvisible(c))).TrimEnd()))
        {
            if (line.Length > 0 || (lines.Count > 0 && lines[^1].Length > 0))
            {
                lines.Add(line);
            }
        }

        return string.Join('\n', lines).Trim('\n');
    }

    private static bool IsInvisible(char c) => c is '\u00ad' or '\ufeff' or (>= '\u200b' and <= '\u200c') or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2060' and <= '\u2069');

    private static string OneLine(string? text, int longest) =>
        Folding.Cut(string.Join(' ', Clean(text ?? "").Split(['\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), longest);

    private static IEnumerable<string> RecipientsOf(MimeMessage message)
    {
        var lists = message.To.Mailboxes.Concat(message.Cc.Mailboxes).Select(m => m.Address)
            .Concat(message.Headers.Where(h => h.Field.ToLowerInvariant() is "delivered-to" or "x-original-to" or "envelope-to").Select(h => h.Value.Trim(' ', '<', '>')));
        return lists.Select(a => EmailAddress.TryRead(a, out var usable) ? usable.ToLowerInvariant() : "").Where(a => a.Length > 0);
    }

    private static IEnumerable<string> AnswersOf(MimeMessage message)
    {
        var ids = message.References.Reverse().Prepend(message.InReplyTo ?? "");

        // A report of a mail that did not arrive names it in the headers that it brings along.
        var reported = message.BodyParts.OfType<MessagePart>().Select(p => p.Message?.MessageId)
            .Concat(message.BodyParts.OfType<TextRfc822Headers>().Select(p => p.Message?.MessageId));
        return ids.Concat(reported.Select(r => r ?? "")).Select(MailIds.Read).OfType<string>();
    }

    private static List<(string Name, byte[] Bytes)> FilesOf(MimeMessage message)
    {
        var files = new List<(string, byte[])>();
        AddFiles(files, message, MostNested);
        return files;
    }

    private static void AddFiles(List<(string Name, byte[] Bytes)> files, MimeMessage message, int nested)
    {
        foreach (var part in message.BodyParts)
        {
            if (part is TnefPart winmail)
            {
                files.AddRange(winmail.ExtractAttachments().OfType<MimePart>().Select(p => (NameOf(p), Bytes(p))));
            }
            else if (part is MessagePart forwarded && part is not TextRfc822Headers)
            {
                Forward(files, forwarded.Message, nested);
            }
            else if (part is MimePart file && IsFile(file))
            {
                var bytes = Bytes(file);
                if (file.IsAttachment || !file.ContentType.IsMimeType("image", "*") || bytes.Length >= SmallPicture)
                {
                    files.Add((NameOf(file), bytes));
                }
            }
        }
    }

    /// <summary>A message that was attached to this one is kept as its words, with the files that it brings along.</summary>
    private static void Forward(List<(string Name, byte[] Bytes)> files, MimeMessage? message, int nested)
    {
        if (message is null || nested == 0)
        {
            return;
        }

        var subject = OneLine(message.Subject, 80);
        string[] head = [$"From: {message.From}", $"To: {message.To}", $"Date: {message.Headers[HeaderId.Date]}", $"Subject: {message.Subject}"];
        files.Add(((subject.Length > 0 ? subject : "message") + ".txt", Encoding.UTF8.GetBytes(Clean(string.Join('\n', head)) + "\n\n" + TextOf(message) + "\n")));
        AddFiles(files, message, nested - 1);
    }

    private static bool IsFile(MimePart part) =>
        (part.IsAttachment || part is not TextPart) && part.ContentType.MimeType.ToLowerInvariant() is not ("application/pkcs7-signature" or "application/x-pkcs7-signature" or "application/pgp-signature"
            or "message/delivery-status" or "message/disposition-notification" or "text/rfc822-headers");

    private static string NameOf(MimePart part)
    {
        var name = OneLine(part.FileName, 150);
        return name.Length > 0 ? name : $"file.{part.ContentType.MediaSubtype.ToLowerInvariant()}";
    }

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }
}
