using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Accounts.UseCases;

public sealed record FirstAdministratorInput(string? Code, string? Email, string? DisplayName, string? Language, string? Password);

/// <summary>Creates the first administrator of an installation. The code of the log is the permission; it works only while there is none.</summary>
public sealed class CreateFirstAdministrator(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, FirstStart first, Passwords passwords, TimeProvider clock, ILogger<CreateFirstAdministrator> log)
{
    public async Task<Result> RunAsync(FirstAdministratorInput input, CancellationToken ct)
    {
        if (!await first.IsNeededAsync(ct))
        {
            return Refusal.NotNow("Accounts.FirstStartOver");
        }

        var refusals = AccountsRefusals.CheckPerson(input.Email, input.DisplayName, input.Language);
        if (AccountsRefusals.CheckPassword(input.Password, input.Email ?? "", input.DisplayName ?? "") is { } weak)
        {
            refusals.Add(weak);
        }

        if (!first.IsRight(input.Code))
        {
            refusals.Add(Refusal.Invalid("Accounts.WrongFirstCode").On("Code"));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        EmailAddress.TryRead(input.Email, out var email);
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var write = await db.BeginWriteAsync(ct);
        await Administrators.HoldAsync(db, ct);
        if (await Administrators.ExistAsync(db, ct))
        {
            return Refusal.NotNow("Accounts.FirstStartOver");
        }

        var person = new User(email!, input.DisplayName!.Trim(), input.Language!, isClientUser: false);
        person.ChangePassword(passwords.Hash(person, input.Password!));
        person.ConfirmEmail();
        db.Users.Add(person);
        db.UserRoles.Add(new IdentityUserRole<long> { UserId = person.Id, RoleId = await db.Roles.Where(r => r.NormalizedName == Role.AdministratorKey).Select(r => r.Id).SingleAsync(ct) });
        db.Note(user, clock.GetUtcNow().UtcDateTime, nameof(User), person.Id, "Roles", null, DefaultRoles.Administrator);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return saved.Refusal is { Kind: RefusalKind.Conflict } ? AccountsRefusals.EmailTaken : saved;
        }

        await write.CommitAsync(ct);
        log.UserChanged(person.Id, "first administrator");
        return Result.Done;
    }
}
