using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.Mail.Sms;

namespace Portal.Business.Interventions.UseCases;

/// <summary>To whom a message about a request can go, and the company's wording to begin with.</summary>
public sealed class ProposeRequestMessage(PortalDbContextFactory contexts, SmsGateways gateways, ICurrentUser user)
{
    public sealed record Input(long RequestId);

    /// <param name="Phone">As it will be dialled; empty where it can't receive a text message.</param>
    public sealed record Person(long ContactId, string Name, string Email, string Phone);

    /// <param name="CanText">A gateway for text messages is set up.</param>
    public sealed record Proposal(IReadOnlyList<Person> People, long? ContactId, string Subject, string Body, bool CanText);

    public async Task<Result<Proposal>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == input.RequestId, ct);
        if (request is null)
        {
            return Refusal.NotFound;
        }

        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == request.ClientId, ct);
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == request.LegalEntityId, ct);
        var country = client.BillingAddress.Country.Length > 0 ? client.BillingAddress.Country : seller.Address.Country;
        var to = client.Contacts.Find(c => c.Id == (request.ContactId ?? client.BillingManagerId)) ?? client.Contacts[0];
        var (subject, body) = await MailProposals.ProposeAsync(db, RequestMail.Kind, client.Language, seller.Name, RequestMail.Values(request, client, to), ct);
        return new Proposal(
            [.. client.Contacts.Where(c => c.IsActive).OrderBy(c => c.Name, StringComparer.CurrentCulture).Select(c => new Person(c.Id, c.Name, c.Email, MobileNumber.Read(c.Phone, country) ?? ""))],
            to.Id, subject, body, gateways.Active is not null);
    }
}
