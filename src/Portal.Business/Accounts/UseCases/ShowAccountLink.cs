using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

public sealed record AccountLinkView(string Email, string DisplayName, string Language, bool IsClientUser);

/// <summary>Whose account a link opens. The secret in it is the permission.</summary>
public sealed class ShowAccountLink(IDbContextFactory<PortalDbContext> contexts, AccountLinks links)
{
    public async Task<Result<AccountLinkView>> RunAsync(AccountLinkPurpose purpose, string? secret, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await links.FindOpenAsync(db, secret, purpose, ct) is var (_, user)
            ? new AccountLinkView(user.Email!, user.DisplayName, user.Language, user.IsClientUser)
            : AccountsRefusals.LinkNotUsable;
    }
}
