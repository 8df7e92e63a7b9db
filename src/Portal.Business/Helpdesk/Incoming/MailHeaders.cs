using MimeKit;

namespace Portal.Business.Helpdesk.Incoming;

/// <summary>What the headers say about who wrote a message: a person, a program, or somebody who is not who they say (RFC 3834, RFC 3464, RFC 8601).</summary>
internal static class MailHeaders
{
    private static readonly string[] Automatic = ["x-autoreply", "x-autorespond", "x-auto-reply"];
    private static readonly string[] Lists = ["list-id", "list-unsubscribe", "list-post"];
    private static readonly string[] Daemons = ["mailer-daemon", "postmaster"];

    public static MailReason Doubt(MimeMessage message)
    {
        if (message.Body is MultipartReport report)
        {
            return string.Equals(report.ReportType, "delivery-status", StringComparison.OrdinalIgnoreCase) ? MailReason.Bounce : MailReason.AutomaticReply;
        }

        var submitted = Value(message, "auto-submitted");
        if ((submitted.Length > 0 && !submitted.StartsWith("no", StringComparison.Ordinal)) || Automatic.Any(message.Headers.Contains) || Value(message, "precedence") == "auto_reply")
        {
            return MailReason.AutomaticReply;
        }

        if (Lists.Any(message.Headers.Contains) || Value(message, "precedence") is "bulk" or "junk" or "list")
        {
            return MailReason.MailingList;
        }

        var local = message.From.Mailboxes.FirstOrDefault()?.Address.Split('@')[0].ToLowerInvariant();
        return Daemons.Contains(local) || Value(message, "return-path") == "<>" ? MailReason.Bounce
            : message.Headers.Any(h => h.Field.Equals("Authentication-Results", StringComparison.OrdinalIgnoreCase) && h.Value.Replace(" ", "", StringComparison.Ordinal).Contains("dmarc=fail", StringComparison.OrdinalIgnoreCase))
                ? MailReason.NotAuthentic
                : MailReason.None;
    }

    private static string Value(MimeMessage message, string header) => message.Headers[header]?.Trim().ToLowerInvariant() ?? "";
}
