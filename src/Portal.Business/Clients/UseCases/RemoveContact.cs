using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>Deletes a contact that nothing refers to. The billing manager is never removed, only replaced.</summary>
public sealed class RemoveContact(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<RemoveContact> logger)
{
    public async Task<Result> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var client = await db.Clients.Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Contacts.Any(o => o.Id == id), ct);
        if (client?.Contacts.Find(c => c.Id == id) is not { } contact)
        {
            return Refusal.NotFound;
        }

        if (client.BillingManagerId == id)
        {
            return Refusal.NotNow("Clients.ManagerStays");
        }

        if (await db.AnyReferToAsync<Contact>(id, ct))
        {
            return Refusal.NotNow("Common.InUse");
        }

        // Who appoints this contact meanwhile meets a changed client.
        db.Touch(client);
        client.Contacts.Remove(contact);
        db.Contacts.Remove(contact);
        client.IndexForSearch();
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.ClientChanged(client.Id);
        }

        return saved;
    }
}
