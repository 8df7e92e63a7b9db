using Portal.Business.Common;
using Portal.Business.Mail;

namespace Portal.Business.Accounts;

internal static class AccountsRefusals
{
    /// <summary>One answer for every reason, so that it does not tell who has an account.</summary>
    public static Refusal WrongSignIn { get; } = Refusal.Invalid("Accounts.WrongSignIn");

    public static Refusal WrongCode { get; } = Refusal.Invalid("Accounts.WrongCode").On("Code");

    public static Refusal WrongRecoveryCode { get; } = Refusal.Invalid("Accounts.WrongRecoveryCode").On("Code");

    public static Refusal SignInAgain { get; } = Refusal.NotNow("Accounts.SignInAgain");

    public static Refusal WrongPassword { get; } = Refusal.Invalid("Accounts.WrongPassword").On("CurrentPassword");

    public static Refusal LinkNotUsable { get; } = Refusal.NotNow("Accounts.LinkNotUsable");

    public static Refusal NotOneself { get; } = Refusal.NotNow("Accounts.NotOneself");

    /// <summary>Nobody gives, takes or commands more than what they may do themselves.</summary>
    public static Refusal BeyondOwn { get; } = new(RefusalKind.Forbidden, "Accounts.BeyondOwn");

    public static Refusal LastAdministrator { get; } = Refusal.NotNow("Accounts.LastAdministrator");

    public static Refusal AdministratorRole { get; } = Refusal.NotNow("Accounts.AdministratorRole");

    public static Refusal NoRoleForClients { get; } = Refusal.NotNow("Accounts.NoRoleForClients");

    public static Refusal WrongKindOfRole { get; } = Refusal.Invalid("Accounts.WrongKindOfRole");

    public static Refusal RoleMissing { get; } = Refusal.Invalid("Accounts.RoleMissing").On("RoleIds");

    public static Refusal ClientMissing { get; } = Refusal.Invalid("Accounts.ClientMissing").On("ClientIds");

    public static Refusal EmailTaken { get; } = Refusal.Conflict("Accounts.EmailTaken").On("Email");

    public static Refusal AlreadyAccepted { get; } = Refusal.NotNow("Accounts.AlreadyAccepted");

    public static Refusal IsLocked { get; } = Refusal.NotNow("Accounts.IsLocked");

    /// <summary>What is wrong with a person as typed; empty if nothing.</summary>
    public static List<Refusal> CheckPerson(string? email, string? displayName, string? language)
    {
        var refusals = new List<Refusal>();
        if (!EmailAddress.IsValid(email))
        {
            refusals.Add(Refusal.Invalid("Accounts.EmailInvalid").On("Email"));
        }

        refusals.AddRange(CheckName(displayName, language));
        return refusals;
    }

    public static IEnumerable<Refusal> CheckName(string? displayName, string? language)
    {
        if (string.IsNullOrWhiteSpace(displayName))
        {
            yield return Refusal.Invalid("Common.Required").On("DisplayName");
        }
        else if (displayName.Length > Data.Lengths.Name)
        {
            yield return Refusal.Invalid("Common.TooLong", "DisplayName", Data.Lengths.Name).On("DisplayName");
        }

        if (language is not ("en" or "fr-CA" or "fr-FR"))
        {
            yield return Refusal.Invalid("Common.Required").On("Language");
        }
    }

    public static Refusal? CheckPassword(string? password, string email, string displayName) =>
        PasswordRules.Check(password ?? "", email, displayName)?.On("Password");
}
