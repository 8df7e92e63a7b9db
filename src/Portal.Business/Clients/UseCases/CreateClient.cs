using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>A new client with its billing manager, other contacts and sites, in one save.</summary>
public sealed class CreateClient(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<CreateClient> logger)
{
    /// <param name="Contacts">Others than the billing manager.</param>
    public sealed record Input(
        ClientFields Client, ContactFields BillingManager, IReadOnlyList<ContactFields> Contacts, IReadOnlyList<SiteFields> Sites);

    /// <summary>The new client's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var checks = new FieldChecks();
        var fields = input.Client.Checked(checks);
        var manager = input.BillingManager.Checked(checks.Of(nameof(input.BillingManager)));
        var contacts = input.Contacts.Select((c, i) => c.Checked(checks.Of($"Contacts[{i}]"))).ToList();
        var sites = input.Sites.Select((s, i) => s.Checked(checks.Of($"Sites[{i}]"))).ToList();
        ContactFields.RefuseSameAddress([(manager, checks.Of(nameof(input.BillingManager))), .. contacts.Select((c, i) => (c, checks.Of($"Contacts[{i}]")))]);
        await fields.CheckReferencesAsync(db, checks, ct);
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        var client = NewClient.Make(fields, manager, contacts, sites);
        db.Clients.Add(client);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Refusal is { } refusal)
        {
            return refusal;
        }

        logger.ClientCreated(client.Id, client.Contacts.Count, client.Sites.Count);
        return client.Id;
    }
}

/// <summary>Makes a client of checked fields.</summary>
internal static class NewClient
{
    public static Client Make(ClientFields fields, ContactFields manager, IEnumerable<ContactFields> contacts, IEnumerable<SiteFields> sites, params IEnumerable<string> labels)
    {
        var client = new Client(fields.LegalEntityId, fields.Name, manager.ToContact(0));
        fields.ApplyTo(client);
        client.Contacts.AddRange(contacts.Select(c => c.ToContact(client.Id)));
        client.Sites.AddRange(sites.Select(s => s.ToSite(client.Id)));
        client.Labels.AddRange(labels.Select(l => new ClientLabel(client.Id, l)));
        return client.IndexForSearch();
    }
}
