using Microsoft.AspNetCore.Identity;
using Portal.Business.Common;

namespace Portal.Business.Accounts.UseCases;

/// <param name="QrCode">An SVG drawing.</param>
/// <param name="Key">For typing it in, in groups of four.</param>
public sealed record TwoFactorStart(string QrCode, string Key);

/// <summary>The key for one's authenticator. It is shown until a code proves that the app has it, and never after that.</summary>
public sealed class StartTwoFactor(UserManager<User> users, IUserStore<User> store, ICurrentUser user)
{
    public async Task<Result<TwoFactorStart>> RunAsync(CancellationToken ct)
    {
        if (user.UserId is not { } id || await users.FindByIdAsync(id.ToString(System.Globalization.CultureInfo.InvariantCulture)) is not { } me)
        {
            return Refusal.Forbidden;
        }

        if (me.TwoFactorEnabled)
        {
            return Refusal.NotNow("Accounts.TwoFactorIsOn");
        }

        var key = await users.GetAuthenticatorKeyAsync(me);
        if (string.IsNullOrEmpty(key))
        {
            // Not ResetAuthenticatorKeyAsync: it ends all sessions, and nothing of the sign-in has changed by looking at a key.
            key = users.GenerateNewAuthenticatorKey();
            await ((IUserAuthenticatorKeyStore<User>)store).SetAuthenticatorKeyAsync(me, key, ct);
            await users.UpdateAsync(me);
        }

        return new TwoFactorStart(TwoFactor.Draw(TwoFactor.Address(me.Email!, key)), TwoFactor.Grouped(key));
    }
}
