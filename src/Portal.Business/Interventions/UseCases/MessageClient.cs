using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Mail;
using Portal.Business.Mail.Sms;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Writes to a person of the client about a request, by mail or by text message. It is a row before it is sent, and once per key.</summary>
public sealed class MessageClient(PortalDbContextFactory contexts, RequestMail mail, SmsGateways gateways, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Key">Made when the dialog opened, so that a double click sends once.</param>
    /// <param name="AsText">By text message instead of mail; it has no subject.</param>
    public sealed record Input(long RequestId, Guid Key, long ContactId, bool AsText, string Subject, string Body);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsEdit))
        {
            return Refusal.Forbidden;
        }

        // Its job was merged meanwhile: the next look finds the one that the request is in now.
        return await Again.WhileStaleAsync(() => TryAsync(input, ct));
    }

    private async Task<Result> TryAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == input.RequestId, ct);
        var client = request is null ? null : await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == request.ClientId, ct);
        if (request is null || client!.Contacts.Find(c => c.Id == input.ContactId && c.IsActive) is not { } contact)
        {
            return request is null ? Refusal.NotFound : Refusal.Invalid("Common.Required").On(nameof(input.ContactId));
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == request.LegalEntityId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (input.AsText)
        {
            var number = MobileNumber.Read(contact.Phone, client.BillingAddress.Country.Length > 0 ? client.BillingAddress.Country : seller.Address.Country);
            var text = gateways.Active is null ? Refusal.NotNow("Interventions.NoSmsGateway")
                : number is null ? Refusal.NotNow("Interventions.NoMobileNumber", contact.Name).On(nameof(input.ContactId))
                : TextMessage.Check(input.Body);
            if (text is not null)
            {
                return text;
            }

            db.TextMessages.Add(new TextMessage(client.Id, request.JobId, SubjectRef.To(request), number!, contact.Name, input.Body, RequestMail.KeyOf(request.Id, input.Key), now));
            db.TimelineEntries.Add(new TimelineEntry(
                client.Id, request.JobId, now, user, "Interventions.TextQueued", nameof(ServiceRequest), request.Id, contact.Name, number!, Folding.Cut(input.Body.Trim(), 300)));
        }
        else
        {
            var refusals = MailProposals.Check(RequestMail.Kind, input.Subject, input.Body).ToList();
            if (!EmailAddress.IsValid(contact.Email))
            {
                refusals.Add(Refusal.NotNow("Interventions.NoEmail", contact.Name).On(nameof(input.ContactId)));
            }

            if (refusals.Count > 0)
            {
                return Result.Refused(refusals);
            }

            mail.Queue(db, request, seller, client, contact, input.Subject, input.Body, input.Key);
            db.TimelineEntries.Add(new TimelineEntry(
                client.Id, request.JobId, now, user, "Interventions.MessageQueued", nameof(ServiceRequest), request.Id, contact.Name, Folding.Cut(input.Subject, 200)));
        }

        var saved = await db.TrySaveIntoAsync(request.JobId, Refusal.Stale, ct);
        return saved.Refusal is { Code: "Common.AlreadyThere" } ? Result.Done : saved;
    }
}
