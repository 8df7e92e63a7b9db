using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Interventions;

/// <summary>A message to a client about their request, written by a person; what did not arrive stands on the timeline.</summary>
public sealed class RequestMail(Outbox outbox, TimeProvider clock) : IMessageFollower
{
    public static MailKind Kind { get; } = new("request.message", typeof(InterventionsText), "Contact.Name", "Client.Name", "Request.Number", "Request.Title") { IsWritten = true };

    public IReadOnlyCollection<string> Kinds { get; } = [Kind.Name];

    internal static Dictionary<string, string?> Values(ServiceRequest request, Client client, Contact contact) => new()
    {
        ["Contact.Name"] = contact.Name,
        ["Client.Name"] = client.Name,
        ["Request.Number"] = request.Number,
        ["Request.Title"] = request.Title,
    };

    internal static string KeyOf(long requestId, Guid key) => $"request:{requestId}:{key:N}";

    internal void Queue(PortalDbContext db, ServiceRequest request, LegalEntity seller, Client client, Contact contact, string subject, string body, Guid key) =>
        outbox.Add(db, new NewMessage(Kind.Name, MailComposer.Compose(client.Language, subject, body, MailBrand.Of(seller), Values(request, client, contact)))
        {
            About = SubjectRef.To(request),
            ClientId = client.Id,
            LegalEntityId = seller.Id,
            From = Outbox.SenderOf(seller),
            To = [new MailContact(contact.Email, contact.Name)],
            DedupeKey = KeyOf(request.Id, key),
        });

    public async Task GivenUpAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        if (await db.ServiceRequests.Where(r => r.Id == message.AboutId).Select(r => new { r.ClientId, r.JobId, r.Id }).SingleOrDefaultAsync(ct) is { } request)
        {
            db.TimelineEntries.Add(new TimelineEntry(
                request.ClientId, request.JobId, clock.GetUtcNow().UtcDateTime, SystemUser.Instance, "Interventions.MessageNotDelivered", nameof(ServiceRequest), request.Id, message.Undelivered()));
        }
    }
}
