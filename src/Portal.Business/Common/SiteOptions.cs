using System.ComponentModel.DataAnnotations;

namespace Portal.Business.Common;

/// <summary>
/// Where people reach the portal. Links in mails and documents start with it; the address of a request is never used for them,
/// because whoever sends a request chooses it.
/// </summary>
public sealed class SiteOptions
{
    public const string Section = "Site";

    [Required]
    public Uri Address { get; set; } = new("http://localhost:5000");

    /// <param name="path">Relative: "account/sign-in".</param>
    public string Link(string path) => Address.ToString().TrimEnd('/') + "/" + path.TrimStart('/');
}
