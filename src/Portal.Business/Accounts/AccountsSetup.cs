using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Business.Common;
using Portal.Business.Mail;

namespace Portal.Business.Accounts;

public static class AccountsSetup
{
    private const int AttemptsBeforeLock = 5;
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SiteOptions>().Bind(configuration.GetSection(SiteOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddIdentityCore<User>(options =>
            {
                options.User.AllowedUserNameCharacters = "";
                options.Lockout.MaxFailedAccessAttempts = AttemptsBeforeLock;
                options.Lockout.DefaultLockoutTimeSpan = LockTime;
                options.Password.RequiredLength = PasswordRules.Shortest;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
            })
            .AddUserStore<PortalUserStore>()
            .AddSignInManager<PortalSignInManager>()
            .AddTokenProvider<OneTimeAuthenticator>(TokenOptions.DefaultAuthenticatorProvider);
        services.TryAddScoped<CurrentUser>();
        services.TryAddScoped<ICurrentUser>(provider => provider.GetRequiredService<CurrentUser>());
        services.AddSingleton<UserAccessCache>();
        services.AddSingleton<FirstStart>();
        services.AddScoped<Passwords>();
        services.AddSingleton<AccountMails>();
        services.AddSingleton<AccountLinks>();
        services.AddScoped<IMessageFollower, AccountSendings>();
        foreach (var kind in AccountMails.Kinds)
        {
            services.AddMailKind(kind);
        }

        return services.AddUseCases("Accounts");
    }
}
