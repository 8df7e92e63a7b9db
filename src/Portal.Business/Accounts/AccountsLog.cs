using Microsoft.Extensions.Logging;

namespace Portal.Business.Accounts;

internal static partial class AccountsLog
{
    [LoggerMessage(LogLevel.Information, "User {UserId} signed in")]
    public static partial void SignedIn(this ILogger log, long userId);

    [LoggerMessage(LogLevel.Warning, "A sign-in as user {UserId} was refused")]
    public static partial void SignInRefused(this ILogger log, long userId);

    [LoggerMessage(LogLevel.Information, "A sign-in under an unknown name was refused")]
    public static partial void UnknownSignIn(this ILogger log);

    [LoggerMessage(LogLevel.Warning, "A wrong second factor was given for user {UserId}")]
    public static partial void WrongSecondFactor(this ILogger log, long userId);

    [LoggerMessage(LogLevel.Information, "{Purpose} link made for user {UserId}")]
    public static partial void LinkMade(this ILogger log, AccountLinkPurpose purpose, long userId);

    [LoggerMessage(LogLevel.Information, "User {UserId} set a password")]
    public static partial void PasswordSet(this ILogger log, long userId);

    [LoggerMessage(LogLevel.Information, "User {UserId} was changed: {What}")]
    public static partial void UserChanged(this ILogger log, long userId, string what);

    [LoggerMessage(LogLevel.Information, "Role {RoleId} was changed: {What}")]
    public static partial void RoleChanged(this ILogger log, long roleId, string what);

    [LoggerMessage(LogLevel.Warning, "There is no administrator yet. Open {Address} and enter the code {Code} to create the first one")]
    public static partial void FirstStartCode(this ILogger log, string address, string code);
}
