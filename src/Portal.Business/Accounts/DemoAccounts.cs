using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts;

/// <param name="Role">Name of a default role.</param>
public sealed record DemoAccount(string Email, string Name, string Language, string Role);

/// <summary>
/// People of the demonstration companies, one per staff role and two client users, all with the same well-known password. For
/// Development only: the caller sees to that. Does nothing for accounts that exist already.
/// </summary>
public sealed class DemoAccounts(IDbContextFactory<PortalDbContext> contexts, Passwords passwords)
{
    public const string Password = "atelier-boreal-demo";

    public static IReadOnlyList<DemoAccount> All { get; } =
    [
        new("admin@atelier-boreal.example", "Ada Archambault", "en", DefaultRoles.Administrator),
        new("manager@atelier-boreal.example", "Mathilde Morel", "fr-FR", DefaultRoles.Manager),
        new("sales@atelier-boreal.example", "Simon Savoie", "fr-CA", DefaultRoles.Sales),
        new("dispatch@atelier-boreal.example", "Diane Desrosiers", "fr-CA", DefaultRoles.Dispatcher),
        new("technician@atelier-boreal.example", "Théo Thibault", "fr-CA", DefaultRoles.Technician),
        new("billing@atelier-boreal.example", "Brigitte Bélanger", "fr-CA", DefaultRoles.BillingClerk),
        new("support@atelier-boreal.example", "Samira Saïdi", "fr-FR", DefaultRoles.SupportAgent),
        new("julie.tremblay@imprimerie-fleuve.example", "Julie Tremblay", "fr-CA", DefaultRoles.Client),
        new("claire.meunier@boulangerie-meunier.example", "Claire Meunier", "fr-FR", DefaultRoles.Client),
    ];

    /// <summary>
    /// A client user sees the clients that have a contact of the same address, so run it after the clients are there. Hashing is slow on
    /// purpose; of a password that everybody knows one hash does for all.
    /// </summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var addresses = All.Select(a => User.Normalize(a.Email)).ToList();
        var known = await db.Users.Where(u => addresses.Contains(u.NormalizedUserName!)).Select(u => u.NormalizedUserName!).ToListAsync(ct);
        var roles = await db.Roles.ToDictionaryAsync(r => r.Name!, r => r.Id, ct);
        var missing = All.Where(a => !known.Contains(User.Normalize(a.Email)) && roles.ContainsKey(a.Role)).ToList();
        var hash = missing.Count > 0 ? passwords.Hash(Person(missing[0]), Password) : "";
        foreach (var account in missing)
        {
            var person = Person(account);
            person.ChangePassword(hash);
            db.Users.Add(person);
            db.UserRoles.Add(new IdentityUserRole<long> { UserId = person.Id, RoleId = roles[account.Role] });
            if (person.IsClientUser)
            {
                var clients = await db.Contacts.Where(c => c.Email == account.Email).Select(c => c.ClientId).Distinct().ToListAsync(ct);
                db.ClientUsers.AddRange(clients.Select(id => new ClientUser(person.Id, id)));
            }
        }

        await db.SaveChangesAsync(ct);
    }

    private static User Person(DemoAccount account)
    {
        var person = new User(account.Email, account.Name, account.Language, isClientUser: account.Role == DefaultRoles.Client);
        person.ConfirmEmail();
        return person;
    }
}
