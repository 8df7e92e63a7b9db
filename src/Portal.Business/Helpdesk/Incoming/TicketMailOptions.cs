using System.ComponentModel.DataAnnotations;

namespace Portal.Business.Helpdesk.Incoming;

/// <summary>Where the mails of clients arrive; a mail server or a fetching program puts each there as one .eml file.</summary>
public sealed class TicketMailOptions
{
    public const string Section = "Helpdesk:Mail";

    /// <summary>Relative to the application's folder; empty: no tickets by mail.</summary>
    public string Folder { get; set; } = "";

    /// <summary>A file that changed within so many seconds may still be written.</summary>
    [Range(0, 3600)]
    public int QuietSeconds { get; set; } = 10;

    /// <summary>Bytes of a message; of a larger one only its beginning is read, and a person decides.</summary>
    [Range(100_000, 200_000_000)]
    public int Largest { get; set; } = 40_000_000;

    /// <summary>Days after which the message of a mail is deleted, where one is kept; what waits for a person stays.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 90;
}
