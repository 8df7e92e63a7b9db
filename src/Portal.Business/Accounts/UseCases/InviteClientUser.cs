using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Accounts.UseCases;

public sealed record InviteClientUserInput(string? Email, string? DisplayName, string? Language, IReadOnlyList<long> ClientIds);

/// <summary>
/// Invites a person of one or several clients to the portal. Who has an account there already gets the clients added to it;
/// who has none gets the first of the roles for clients, whatever it is called. Answers the user's id.
/// </summary>
public sealed class InviteClientUser(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, AccountLinks links, AccountMails mails, UserAccessCache cache, IOptions<SiteOptions> site,
    ILogger<InviteClientUser> log)
{
    public async Task<Result<long>> RunAsync(InviteClientUserInput input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit) && !user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        var refusals = AccountsRefusals.CheckPerson(input.Email, input.DisplayName, input.Language);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var clients = await db.Clients.Where(c => input.ClientIds.Contains(c.Id)).OrderBy(c => c.Name).Select(c => new { c.Id, c.Name }).ToListAsync(ct);
        if (clients.Count == 0 || clients.Count != input.ClientIds.Distinct().Count())
        {
            refusals.Add(AccountsRefusals.ClientMissing);
        }

        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        EmailAddress.TryRead(input.Email, out var email);
        var key = User.Normalize(email!);
        var person = await db.Users.SingleOrDefaultAsync(u => u.NormalizedUserName == key, ct);
        if (person is { IsClientUser: false })
        {
            return AccountsRefusals.EmailTaken;
        }

        if (person is { State: UserState.Locked })
        {
            return AccountsRefusals.IsLocked;
        }

        if (person is null)
        {
            person = db.Users.Add(new User(email!, input.DisplayName!.Trim(), input.Language!, isClientUser: true)).Entity;
            if (await db.Roles.Where(r => r.IsForClients).OrderBy(r => r.Id).Select(r => (long?)r.Id).FirstOrDefaultAsync(ct) is not { } roleId)
            {
                return AccountsRefusals.NoRoleForClients;
            }

            db.UserRoles.Add(new IdentityUserRole<long> { UserId = person.Id, RoleId = roleId });
        }

        var had = await db.ClientUsers.Where(c => c.UserId == person.Id).Select(c => c.ClientId).ToListAsync(ct);
        var added = clients.Where(c => !had.Contains(c.Id)).ToList();
        db.ClientUsers.AddRange(added.Select(c => new ClientUser(person.Id, c.Id)));
        if (person.State == UserState.Invited)
        {
            await links.SendAsync(db, person, AccountLinkPurpose.Invitation, ct);
        }
        else if (added.Count > 0)
        {
            await mails.QueueClientsAddedAsync(db, person, string.Join(", ", added.Select(c => c.Name)), site.Value.Link("portal"), ct);
        }

        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return Result<long>.Refused(saved.Refusals);
        }

        cache.Forget(person.Id);
        log.UserChanged(person.Id, "invited as a client user");
        return person.Id;
    }
}
