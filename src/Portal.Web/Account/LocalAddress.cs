namespace Portal.Web.Account;

/// <summary>Addresses that come with a request and are gone to afterwards.</summary>
public static class LocalAddress
{
    /// <summary>The address if it is a path of this site, else the home page: a link to the sign-in never leads elsewhere.</summary>
    public static string OrHome(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(c => c < ' ' || c == '\\') ? address : "/";
}
