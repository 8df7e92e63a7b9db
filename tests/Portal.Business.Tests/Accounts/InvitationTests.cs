using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounts;

public sealed class InvitationTests
{
    [Theory, EachDatabase]
    public async Task Invitation_Accepted_GivesAnAccountWithTheRoles(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var invited = await InviteAsync(portal, "Sam@Nord.example");
        var mail = await portal.LastMailAsync();
        Assert.True(mail.IsConfidential);
        Assert.Equal("Sam@nord.example", Assert.Single(mail.Recipients).Address);

        portal.User = TestUser.With();
        var accepted = await portal.Get<AcceptInvitation>().RunAsync(
            new(await portal.LastSecretAsync(), "Sam Tremblay", "fr-CA", AccountsPortal.Password), default);

        Assert.Equal("Sam@nord.example", accepted.Value);
        var user = await portal.FindUserAsync(invited);
        Assert.Equal((UserState.Active, "Sam Tremblay", "fr-CA"), (user.State, user.DisplayName, user.Language));
        Assert.True(portal.Get<Passwords>().IsRight(user, AccountsPortal.Password));
        var access = await portal.Get<UserAccessCache>().FindAsync(invited, default);
        Assert.Equal(DefaultRoles.Grants[DefaultRoles.Sales].Order(), access!.Permissions.Order());
    }

    [Theory, EachDatabase]
    public async Task Invitation_ASecondTime_IsRefused(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        await InviteAsync(portal, "sam@nord.example");
        var input = new AcceptInvitationInput(await portal.LastSecretAsync(), "Sam", "en", AccountsPortal.Password);
        Assert.True((await portal.Get<AcceptInvitation>().RunAsync(input, default)).Succeeded);

        var again = await portal.Get<AcceptInvitation>().RunAsync(input with { Password = "another password 77" }, default);

        Assert.Equal("Accounts.LinkNotUsable", again.Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Invitation_AcceptedTwiceAtOnce_WorksOnce(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        await InviteAsync(portal, "sam@nord.example");
        var secret = await portal.LastSecretAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() =>
            portal.Get<AcceptInvitation>().RunAsync(new(secret, "Sam", "en", $"{AccountsPortal.Password} {i}"), default))));

        Assert.Single(answers, a => a.Succeeded);
    }

    [Fact]
    public async Task Invitation_AfterAWeek_IsRefused()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await InviteAsync(portal, "sam@nord.example");
        portal.Clock.Advance(TimeSpan.FromDays(7));

        var answer = await portal.Get<AcceptInvitation>().RunAsync(new(await portal.LastSecretAsync(), "Sam", "en", AccountsPortal.Password), default);

        Assert.Equal("Accounts.LinkNotUsable", answer.Refusal!.Code);
    }

    [Fact]
    public async Task Invitation_SentAgain_ReplacesTheFirstLink()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var invited = await InviteAsync(portal, "sam@nord.example");
        var first = await portal.LastSecretAsync();

        Assert.True((await portal.Get<ResendInvitation>().RunAsync(invited, default)).Succeeded);

        var second = await portal.LastSecretAsync();
        Assert.False((await portal.Get<ShowAccountLink>().RunAsync(AccountLinkPurpose.Invitation, first, default)).Succeeded);
        Assert.True((await portal.Get<ShowAccountLink>().RunAsync(AccountLinkPurpose.Invitation, second, default)).Succeeded);
        Assert.False((await portal.Get<ShowAccountLink>().RunAsync(AccountLinkPurpose.PasswordReset, second, default)).Succeeded);
    }

    [Fact]
    public async Task Invitation_Withdrawn_FreesTheAddress()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var invited = await InviteAsync(portal, "sam@nord.example");
        var secret = await portal.LastSecretAsync();

        Assert.True((await portal.Get<WithdrawInvitation>().RunAsync(invited, default)).Succeeded);

        Assert.False((await portal.Get<ShowAccountLink>().RunAsync(AccountLinkPurpose.Invitation, secret, default)).Succeeded);
        await InviteAsync(portal, "sam@nord.example");
    }

    [Fact]
    public async Task Link_InTheDatabase_IsAHash()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await InviteAsync(portal, "sam@nord.example");

        await using var db = portal.Open();
        var stored = (await db.AccountLinks.SingleAsync()).SecretHash;
        Assert.Equal(AccountLink.Hash(await portal.LastSecretAsync()), stored);
        Assert.NotEqual(await portal.LastSecretAsync(), stored);
    }

    [Fact]
    public async Task Invite_BadInput_SaysEverythingAtOnce()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);

        var answer = await portal.Get<InviteUser>().RunAsync(new("not an address", " ", "xx", []), default);

        Assert.Equal(["DisplayName", "Email", "Language", "RoleIds"], answer.Refusals.Select(r => r.Field!).Order());
    }

    [Fact]
    public async Task Invite_AddressInUse_IsRefusedWhateverItsCase()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await InviteAsync(portal, "sam@nord.example");

        var answer = await portal.Get<InviteUser>().RunAsync(new("SAM@NORD.example", "Sam", "en", [await portal.RoleIdAsync(DefaultRoles.Sales)]), default);

        Assert.Equal("Accounts.EmailTaken", answer.Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task ClientInvitation_Accepted_SeesItsClientsOnly(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var mine = await portal.AddClientAsync("Maple");
        await portal.AddClientAsync("Birch");
        portal.User = TestUser.InRole(DefaultRoles.Sales);
        var invited = (await portal.Get<InviteClientUser>().RunAsync(new("cleo@maple.example", "Cléo", "fr-CA", [mine]), default)).Value;
        Assert.Contains("Maple", (await portal.LastMailAsync()).TextBody, StringComparison.Ordinal);
        await portal.Get<AcceptInvitation>().RunAsync(new(await portal.LastSecretAsync(), "Cléo", "fr-CA", AccountsPortal.Password), default);

        var access = await portal.Get<UserAccessCache>().FindAsync(invited, default);

        Assert.Equal([mine], access!.ClientIds);
        Assert.Equal([Permissions.PortalAct, Permissions.PortalUse], access.Permissions.Order());
        portal.User = TestUser.OfClients([.. access.ClientIds]);
        await using var db = await portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        Assert.Equal("Maple", (await db.Clients.SingleAsync()).Name);
    }

    [Theory, EachDatabase]
    public async Task ClientInvitation_GivesTheRoleForClients_WhateverItIsCalled_AndIsRefusedWithoutOne(DatabaseProvider provider)
    {
        await using var portal = await AccountsPortal.StartAsync(provider);
        var client = await portal.AddClientAsync("Maple");
        var role = await portal.RoleIdAsync(DefaultRoles.Client);
        Assert.True((await portal.Get<RenameRole>().RunAsync(new(role, "Espace client"), default)).Succeeded);

        var invited = (await portal.Get<InviteClientUser>().RunAsync(new("cleo@maple.example", "Cléo", "fr-CA", [client]), default)).Value;
        await portal.Get<AcceptInvitation>().RunAsync(new(await portal.LastSecretAsync(), "Cléo", "fr-CA", AccountsPortal.Password), default);
        Assert.Contains(Permissions.PortalUse, (IEnumerable<string>)(await portal.Get<UserAccessCache>().FindAsync(invited, default))!.Permissions);

        await using var db = portal.Open();
        await db.UserRoles.Where(r => r.RoleId == role).ExecuteDeleteAsync();
        Assert.True((await portal.Get<DeleteRole>().RunAsync(role, default)).Succeeded);
        Assert.Equal("Accounts.NoRoleForClients", (await portal.Get<InviteClientUser>().RunAsync(new("max@maple.example", "Max", "en", [client]), default)).Refusal!.Code);
        Assert.False(await db.Users.AnyAsync(u => u.Email == "max@maple.example"));
    }

    [Fact]
    public async Task Invitation_NamesTheLastDayOnWhichItWorks_WhereTheCompanyIs()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var client = await portal.AddClientAsync("Maple");
        portal.Clock.Advance(TimeZoneInfo.ConvertTimeToUtc(new DateTime(2026, 11, 20, 21, 30, 0), TimeZoneInfo.FindSystemTimeZoneById("America/Montreal")) - portal.Clock.GetUtcNow().UtcDateTime);

        await portal.Get<InviteClientUser>().RunAsync(new("cleo@maple.example", "Cléo", "en", [client]), default);

        Assert.Contains("November 27, 2026", (await portal.LastMailAsync()).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invitation_IsGivenToNobodyElse()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await InviteAsync(portal, "sam@nord.example");
        var mail = await portal.LastMailAsync();
        portal.User = TestUser.InRole(DefaultRoles.Manager);

        Assert.False((await portal.Get<ShowMessage>().RunAsync(mail.Id, default)).Value.CanCorrect);
        Assert.Equal("Mail.ForOnePerson", (await portal.Get<CorrectRecipients>().RunAsync(new CorrectedRecipients(mail.Id, "manager@nord.example", "", ""), default)).Refusal!.Code);
        Assert.Equal("sam@nord.example", Assert.Single((await portal.LastMailAsync()).Recipients).Address);
    }

    [Fact]
    public async Task ClientInvitation_OfSomebodyWithAnAccount_AddsTheClient()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        var first = await portal.AddClientAsync("Maple");
        var second = await portal.AddClientAsync("Birch");
        var invited = (await portal.Get<InviteClientUser>().RunAsync(new("cleo@maple.example", "Cléo", "fr-CA", [first]), default)).Value;
        await portal.Get<AcceptInvitation>().RunAsync(new(await portal.LastSecretAsync(), "Cléo", "fr-CA", AccountsPortal.Password), default);

        var again = await portal.Get<InviteClientUser>().RunAsync(new("Cleo@maple.example", "Other name", "en", [first, second]), default);

        Assert.Equal(invited, again.Value);
        Assert.Equal(AccountMails.ClientsAdded, (await portal.LastMailAsync()).Kind);
        Assert.Equal("Cléo", (await portal.FindUserAsync(invited)).DisplayName);
        Assert.Equal(2, (await portal.Get<UserAccessCache>().FindAsync(invited, default))!.ClientIds.Count);
    }

    [Fact]
    public async Task ClientInvitation_ToAStaffAddress_IsRefused()
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        await InviteAsync(portal, "sam@nord.example");

        var answer = await portal.Get<InviteClientUser>().RunAsync(new("sam@nord.example", "Sam", "en", [await portal.AddClientAsync("Maple")]), default);

        Assert.Equal("Accounts.EmailTaken", answer.Refusal!.Code);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr-CA")]
    [InlineData("fr-FR")]
    public async Task Invitation_InEachLanguage_NamesPersonAndLink(string language)
    {
        await using var portal = await AccountsPortal.StartAsync(DatabaseProvider.Sqlite);
        Assert.True((await portal.Get<InviteUser>().RunAsync(new("sam@nord.example", "Sam", language, [await portal.RoleIdAsync(DefaultRoles.Sales)]), default)).Succeeded);

        var mail = await portal.LastMailAsync();

        Assert.Contains("Sam", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("http://localhost:5000/account/invitation?key=", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", mail.HtmlBody + mail.TextBody + mail.Subject, StringComparison.Ordinal);
    }

    private static async Task<long> InviteAsync(TestPortal portal, string email)
    {
        var answer = await portal.Get<InviteUser>().RunAsync(new(email, "Sam", "en", [await portal.RoleIdAsync(DefaultRoles.Sales)]), default);
        return answer.Value;
    }
}
