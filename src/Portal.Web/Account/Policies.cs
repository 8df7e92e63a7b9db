using Microsoft.AspNetCore.Authorization;
using Portal.Business.Accounts;
using Portal.Business.Common;

namespace Portal.Web.Account;

/// <summary>Policies beside the permissions, each of which is a policy of its own name.</summary>
public static class Policies
{
    /// <summary>Staff and client users alike.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Any staff, whatever their roles.</summary>
    public const string Staff = "staff";

    /// <summary>Any client user.</summary>
    public const string ClientUser = "client-user";

    public static void AddPolicies(this IServiceCollection services)
    {
        services.AddScoped<IAuthorizationHandler, CurrentUserHandler>();
        services.AddAuthorization(options =>
        {
            options.AddPolicy(SignedIn, policy => policy.AddRequirements(new CurrentUserRequirement(u => u.IsSignedIn)));
            options.AddPolicy(Staff, policy => policy.AddRequirements(new CurrentUserRequirement(u => u.IsStaff)));
            options.AddPolicy(ClientUser, policy => policy.AddRequirements(new CurrentUserRequirement(u => u.IsClientUser)));
            foreach (var permission in Permissions.All)
            {
                options.AddPolicy(permission, policy => policy.AddRequirements(new CurrentUserRequirement(u => u.Has(permission))));
            }

            // Whatever says nothing needs a sign-in.
            options.DefaultPolicy = options.FallbackPolicy = options.GetPolicy(SignedIn)!;
        });
    }
}

/// <summary>Asks the one who really acts, not the claims of the cookie: what was taken away is gone at once.</summary>
public sealed record CurrentUserRequirement(Func<CurrentUser, bool> IsMet) : IAuthorizationRequirement;

internal sealed class CurrentUserHandler(CurrentUser user) : AuthorizationHandler<CurrentUserRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, CurrentUserRequirement requirement)
    {
        if (requirement.IsMet(user))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
