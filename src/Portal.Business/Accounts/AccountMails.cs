using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Accounts;

/// <summary>What the portal writes to people about their account. Each goes into the caller's save.</summary>
public sealed class AccountMails(MailComposer composer, Outbox outbox)
{
    internal const string Invitation = "account.invitation";
    internal const string ClientInvitation = "account.client-invitation";
    internal const string PasswordReset = "account.password-reset";
    internal const string ClientsAdded = "account.clients-added";
    internal const string PasswordChanged = "account.password-changed";
    internal const string EmailChanged = "account.email-changed";
    internal const string TwoFactorOn = "account.two-factor-on";
    internal const string TwoFactorOff = "account.two-factor-off";

    internal static IEnumerable<MailKind> Kinds { get; } =
    [
        new(Invitation, typeof(AccountsText), "Person.Name", "Link", "Link.Expires"),
        new(ClientInvitation, typeof(AccountsText), "Person.Name", "Clients", "Link", "Link.Expires"),
        new(PasswordReset, typeof(AccountsText), "Person.Name", "Link"),
        new(ClientsAdded, typeof(AccountsText), "Person.Name", "Clients", "Link"),
        new(PasswordChanged, typeof(AccountsText), "Person.Name"),
        new(EmailChanged, typeof(AccountsText), "Person.Name", "Email"),
        new(TwoFactorOn, typeof(AccountsText), "Person.Name"),
        new(TwoFactorOff, typeof(AccountsText), "Person.Name"),
    ];

    /// <param name="clients">Names of the clients that the user may see.</param>
    public async Task QueueLinkAsync(PortalDbContext db, User user, AccountLink link, string address, IReadOnlyList<string> clients, CancellationToken ct)
    {
        var values = new Dictionary<string, string?> { ["Person.Name"] = user.DisplayName, ["Link"] = address };
        if (link.Purpose == AccountLinkPurpose.PasswordReset)
        {
            await QueueAsync(db, user, PasswordReset, values, isConfidential: true, ct);
            return;
        }

        var lastMoment = link.ExpiresAt.AddTicks(-1);
        values["Link.Expires"] = Formats.For(user.Language).LongDate((await SellerAsync(db, ct))?.DayOf(lastMoment) ?? DateOnly.FromDateTime(lastMoment));
        if (user.IsClientUser)
        {
            values["Clients"] = string.Join(", ", clients);
        }

        await QueueAsync(db, user, user.IsClientUser ? ClientInvitation : Invitation, values, isConfidential: true, ct);
    }

    public Task QueueClientsAddedAsync(PortalDbContext db, User user, string clients, string address, CancellationToken ct) =>
        QueueAsync(db, user, ClientsAdded, new() { ["Person.Name"] = user.DisplayName, ["Clients"] = clients, ["Link"] = address }, isConfidential: false, ct);

    /// <summary>Tells the old mailbox and the new one where the account has gone.</summary>
    public async Task QueueEmailChangedAsync(PortalDbContext db, User user, string before, CancellationToken ct)
    {
        foreach (var address in new[] { before, user.Email! })
        {
            await QueueAsync(db, user, EmailChanged, new() { ["Person.Name"] = user.DisplayName, ["Email"] = user.Email }, isConfidential: false, ct, address);
        }
    }

    /// <summary>Tells the owner of the account what happened to it, so that what somebody else did is noticed.</summary>
    public Task QueueNoticeAsync(PortalDbContext db, User user, string kind, CancellationToken ct) =>
        QueueAsync(db, user, kind, new() { ["Person.Name"] = user.DisplayName }, isConfidential: false, ct);

    private async Task QueueAsync(PortalDbContext db, User user, string kind, Dictionary<string, string?> values, bool isConfidential, CancellationToken ct, string? address = null)
    {
        var entity = await SellerAsync(db, ct);
        var content = await composer.ComposeAsync(db, kind, user.Language, entity is null ? new MailBrand("Portal") : MailBrand.Of(entity), values, ct);
        outbox.Add(db, new NewMessage(kind, content)
        {
            About = SubjectRef.To<User>(user.Id),
            To = [new MailContact(address ?? user.Email!, user.DisplayName)],
            IsConfidential = isConfidential,
        });
    }

    /// <summary>Accounts belong to no company: their mails come from the first, in its time zone.</summary>
    private static Task<LegalEntity?> SellerAsync(PortalDbContext db, CancellationToken ct) =>
        db.LegalEntities.AsNoTracking().OrderBy(e => e.Id).FirstOrDefaultAsync(ct);
}
