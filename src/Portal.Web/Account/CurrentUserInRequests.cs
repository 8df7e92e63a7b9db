using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Portal.Business.Accounts;

namespace Portal.Web.Account;

internal static class CurrentUserInRequests
{
    /// <summary>
    /// Stands between authentication and authorization: from here on the request knows who acts. A session that was ended meanwhile
    /// (lock, new password, signed out everywhere) is a visitor's, whatever its cookie says.
    /// </summary>
    public static void UseCurrentUser(this WebApplication app) => app.Use(async (context, next) =>
    {
        var user = context.RequestServices.GetRequiredService<CurrentUser>();
        if (!await user.UseAsync(context.User, context.RequestAborted))
        {
            await context.SignOutAsync(IdentityConstants.ApplicationScheme);
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }

        await next(context);
    });
}
