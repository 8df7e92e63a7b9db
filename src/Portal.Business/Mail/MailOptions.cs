using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Portal.Business.Mail;

public enum MailDelivery
{
    /// <summary>Each message becomes a file of a folder; nothing leaves the machine.</summary>
    PickupFolder,

    Smtp,
}

public enum SmtpSecurity
{
    /// <summary>Not encrypted: for a relay on this machine or in a trusted network.</summary>
    None,

    /// <summary>Encrypted by STARTTLS; a server that does not offer it gets nothing.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte (usually port 465).</summary>
    Tls,
}

public sealed class MailOptions
{
    public const string Section = "Mail";

    public MailDelivery Delivery { get; set; } = MailDelivery.PickupFolder;

    /// <summary>Sender of messages for which nobody else is named.</summary>
    [Required]
    public string From { get; set; } = "portal@localhost.localdomain";

    public string FromName { get; set; } = "Portal";

    /// <summary>Where <see cref="MailDelivery.PickupFolder"/> puts its files; relative to the application's folder.</summary>
    [Required]
    public string PickupFolder { get; set; } = "App_Data/mail";

    /// <summary>How long the whole sending of one message may take.</summary>
    [Range(5, 3600)]
    public int SendTimeoutSeconds { get; set; } = 240;

    /// <summary>
    /// How long a message belongs to the process that took it; one that died loses it then. Longer than
    /// <see cref="SendTimeoutSeconds"/>, so that nobody else takes a message that is still being sent.
    /// </summary>
    [Range(6, 7200)]
    public int LeaseSeconds { get; set; } = 300;

    /// <summary>Messages sent at the same time by one process.</summary>
    [Range(1, 32)]
    public int Parallel { get; set; } = 4;

    /// <summary>Days after which messages that were sent or cancelled, and the server's answers, are deleted; 0 keeps them.</summary>
    [Range(0, 36500)]
    public int KeepDays { get; set; } = 730;

    /// <summary>
    /// Staff may read messages with personal links, and their text is kept. Only for development, where the pickup folder is the
    /// recipient's mailbox.
    /// </summary>
    public bool ShowsConfidential { get; set; }

    public SmtpOptions Smtp { get; set; } = new();
}

public sealed class SmtpOptions
{
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>How this machine names itself to the server; null takes its host name.</summary>
    public string? HelloName { get; set; }

    /// <summary>SHA-256 of a certificate (64 hexadecimal digits) that is trusted although no authority vouches for it.</summary>
    [RegularExpression("^([0-9A-Fa-f]{2}:?){32}$")]
    public string? TrustedCertificate { get; set; }

    /// <summary>How long to wait for the server's answer to one command.</summary>
    [Range(1, 600)]
    public int CommandTimeoutSeconds { get; set; } = 60;
}

/// <summary>What single attributes cannot say about <see cref="MailOptions"/>.</summary>
internal sealed class MailOptionsCheck : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var failures = new List<string>();
        if (!EmailAddress.IsValid(options.From))
        {
            failures.Add($"Mail:From is not an email address: '{options.From}'.");
        }

        if (options.LeaseSeconds <= options.SendTimeoutSeconds)
        {
            failures.Add("Mail:LeaseSeconds must be more than Mail:SendTimeoutSeconds.");
        }

        if (options.Delivery == MailDelivery.Smtp)
        {
            if (string.IsNullOrWhiteSpace(options.Smtp.Host))
            {
                failures.Add("Mail:Smtp:Host is missing.");
            }

            if (options.Smtp is { Security: SmtpSecurity.None, UserName: not null } && !IsThisMachine(options.Smtp.Host))
            {
                failures.Add("Mail:Smtp:UserName would cross the network unencrypted; set Mail:Smtp:Security to StartTls or Tls.");
            }

            if (options.Smtp.UserName is null != options.Smtp.Password is null)
            {
                failures.Add("Mail:Smtp:UserName and Mail:Smtp:Password are needed together.");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
