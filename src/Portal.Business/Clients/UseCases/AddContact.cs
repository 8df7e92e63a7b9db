using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

public sealed class AddContact(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<AddContact> logger)
{
    public sealed record Input(long ClientId, ContactFields Contact, bool AsBillingManager = false);

    /// <summary>The new contact's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var client = await db.Clients.Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        var checks = new FieldChecks();
        var fields = input.Contact.Checked(checks);
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        var contact = fields.ToContact(client.Id);
        client.Contacts.Add(contact);
        db.Contacts.Add(contact);
        if (input.AsBillingManager)
        {
            client.AppointBillingManager(contact);
        }

        client.IndexForSearch();
        var saved = fields.Named(await db.TrySaveAsync(ct));
        if (saved.Refusal is { } refusal)
        {
            return refusal;
        }

        logger.ClientChanged(client.Id);
        return contact.Id;
    }
}
