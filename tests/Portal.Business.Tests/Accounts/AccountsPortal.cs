using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounts;

/// <summary>A portal with its roles, and people to act in it.</summary>
internal static class AccountsPortal
{
    public const string Password = "brouette lilas 42 quai";

    public static async Task<TestPortal> StartAsync(DatabaseProvider provider)
    {
        var portal = await TestPortal.StartAsync(provider);
        await portal.Get<RoleSeeding>().RunAsync(default);
        return portal;
    }

    public static async Task<long> RoleIdAsync(this TestPortal portal, string name)
    {
        await using var db = portal.Open();
        return await db.Roles.Where(r => r.Name == name).Select(r => r.Id).SingleAsync();
    }

    /// <summary>Somebody who has accepted the invitation.</summary>
    public static async Task<User> AddUserAsync(this TestPortal portal, string email, params string[] roles)
    {
        await using var db = portal.Open();
        var held = await db.Roles.Where(r => roles.Contains(r.Name)).ToListAsync();
        var person = new User(email, email.Split('@')[0], "en", isClientUser: held.Any(r => r.IsForClients));
        person.ChangePassword(portal.Get<Passwords>().Hash(person, Password));
        db.Users.Add(person);
        db.UserRoles.AddRange(held.Select(r => new IdentityUserRole<long> { UserId = person.Id, RoleId = r.Id }));
        await db.SaveChangesAsync();
        return person;
    }

    public static async Task<long> AddClientAsync(this TestPortal portal, string name)
    {
        await using var db = portal.Open();
        var company = await db.LegalEntities.FirstOrDefaultAsync()
            ?? db.Add(new LegalEntity { Name = "Nord", LegalName = "Nord inc.", Currency = "CAD", TimeZone = "America/Montreal", Language = "fr-CA" }).Entity;
        var client = new Client(company.Id, name, new Contact { Name = "Alex Martin", Email = "alex@example.com" });
        db.Add(client);
        await db.SaveChangesAsync();
        return client.Id;
    }

    public static async Task<User> FindUserAsync(this TestPortal portal, long id)
    {
        await using var db = portal.Open();
        return await db.Users.AsNoTracking().SingleAsync(u => u.Id == id);
    }

    public static async Task<OutgoingMessage> LastMailAsync(this TestPortal portal)
    {
        await using var db = portal.Open();
        return await db.OutgoingMessages.AsNoTracking().OrderByDescending(m => m.Id).FirstAsync();
    }

    /// <summary>The secret of the link in the message queued last.</summary>
    public static async Task<string> LastSecretAsync(this TestPortal portal)
    {
        var text = (await portal.LastMailAsync()).TextBody;
        var start = text.IndexOf("key=", StringComparison.Ordinal) + 4;
        return new string([.. text[start..].TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')]);
    }

    /// <summary>Acts with the rights that the database gives this person.</summary>
    public static async Task ActAsync(this TestPortal portal, User person)
    {
        await using var db = portal.Open();
        var permissions = await db.PermissionsOf(person.Id).ToListAsync();
        portal.User = new TestUser(person.Id, person.DisplayName, permissions.ToHashSet(), ClientScope.Everyone);
    }
}
