using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>Makes another contact the one that invoices are addressed to. The former one stays a contact and, if wanted, receives copies.</summary>
public sealed class AppointBillingManager(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<AppointBillingManager> logger)
{
    public sealed record Input(long ContactId, bool CopyToFormerManager = false);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var client = await db.Clients.Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Contacts.Any(o => o.Id == input.ContactId), ct);
        if (client?.Contacts.Find(c => c.Id == input.ContactId) is not { } contact)
        {
            return Refusal.NotFound;
        }

        if (!contact.IsActive)
        {
            return Refusal.NotNow("Clients.ManagerStaysActive");
        }

        if (input.CopyToFormerManager && client.Contacts.Find(c => c.Id == client.BillingManagerId) is { Email.Length: > 0 } former)
        {
            former.InvoicesByEmail = true;
        }

        client.AppointBillingManager(contact);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.BillingManagerAppointed(contact.Id, client.Id);
        }

        return saved;
    }
}
