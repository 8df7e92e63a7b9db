using Portal.Business.Data;

namespace Portal.Business.Mail;

/// <summary>
/// A capability that wants to know when a message was accepted by the server: its change goes into the save that records the
/// acceptance. Registered with <c>AddScoped&lt;IMessageFollower, …&gt;()</c>.
/// </summary>
public interface IMessageFollower
{
    /// <summary>The <see cref="OutgoingMessage.Kind"/>s it follows.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>Changes what the message is about; it must not save. May be asked again for the same message.</summary>
    Task AcceptedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct);
}
