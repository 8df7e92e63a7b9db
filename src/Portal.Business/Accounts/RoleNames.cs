using Portal.Business.Common;

namespace Portal.Business.Accounts;

internal static class RoleNames
{
    private const int Longest = 60;

    public static Refusal? Check(string? name) =>
        string.IsNullOrWhiteSpace(name) ? Refusal.Invalid("Common.Required").On("Name")
        : name.Trim().Length > Longest ? Refusal.Invalid("Common.TooLong", "Name", Longest).On("Name")
        : null;

    /// <summary>A taken name is the only unique violation there is.</summary>
    public static Refusal Refused(Result saved) =>
        saved.Refusal!.Code == "Common.AlreadyThere" ? Refusal.Conflict("Accounts.RoleNameTaken").On("Name") : saved.Refusal;
}
