using Portal.Business.Data;

namespace Portal.Business.Mail;

/// <summary>
/// A capability that wants to know what became of a message: its change goes into the save that records it. Registered with
/// <c>AddScoped&lt;IMessageFollower, …&gt;()</c>. None of the methods may save; each may be asked again for the same message.
/// </summary>
public interface IMessageFollower
{
    /// <summary>The <see cref="OutgoingMessage.Kind"/>s it follows.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>The server accepted it for at least one recipient; <see cref="OutgoingMessage.Refused"/> has those it did not.</summary>
    Task AcceptedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct) => Task.CompletedTask;

    /// <summary>It reached nobody: refused for good, or given up after the last attempt.</summary>
    Task GivenUpAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct) => Task.CompletedTask;

    /// <summary>A person cancelled it, or took it off the list of what needs attention.</summary>
    Task DismissedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct) => Task.CompletedTask;
}
