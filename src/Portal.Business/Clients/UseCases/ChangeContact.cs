using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

public sealed class ChangeContact(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<ChangeContact> logger)
{
    public sealed record Input(long Id, int Version, ContactFields Fields);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var client = await db.Clients.Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Contacts.Any(o => o.Id == input.Id), ct);
        if (client?.Contacts.Find(c => c.Id == input.Id) is not { } contact)
        {
            return Refusal.NotFound;
        }

        if (contact.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        checks.RefuseIf(!fields.IsActive && client.BillingManagerId == contact.Id, nameof(fields.IsActive), Refusal.NotNow("Clients.ManagerStaysActive"));
        if (!checks.AllGood)
        {
            return Result.Refused(checks.Found);
        }

        if (!fields.IsActive || fields.Email != contact.Email)
        {
            // Who appoints this contact or takes its new address meanwhile meets a changed client.
            db.Touch(client);
        }

        fields.ApplyTo(contact);
        client.IndexForSearch();
        var saved = fields.Named(await db.TrySaveAsync(ct));
        if (saved.Succeeded)
        {
            logger.ClientChanged(client.Id);
        }

        return saved;
    }
}
