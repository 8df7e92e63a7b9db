using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Pdf;

namespace Portal.Business.PersonalLinks;

/// <summary>What a person types, draws and leaves behind when answering something that was sent.</summary>
/// <param name="Name">As typed; taken from the account where there is one.</param>
/// <param name="Reason">Why it is refused, or why staff answer on the client's behalf.</param>
/// <param name="Signature">The drawn signature as PNG; null where only the name was typed.</param>
/// <param name="DocumentSha256">The hash of the document that was shown; ignored when staff answer.</param>
public sealed record GivenAnswer(string Name, string Reason = "", DocumentFile? Signature = null, string IpAddress = "", string Browser = "", string DocumentSha256 = "")
{
    /// <summary>Of the columns that keep it.</summary>
    internal const int LongestAddress = 60;

    internal const int LongestBrowser = 500;

    /// <summary>Why a typed name can't stand under a document that is signed by it, null if it can. The name of an account stands as it is.</summary>
    internal static Refusal? WhyNotSignedBy(string name) =>
        name.Length > Lengths.Name ? Refusal.Invalid("Common.TooLong", "Name", Lengths.Name).On("Name")
        : PrintableText.Of(name).Missing is { Length: > 0 } missing ? Refusal.Invalid("PersonalLinks.NameNotPrintable", missing).On("Name")
        : PrintableText.Kept(name).Length == 0 ? Refusal.Invalid("PersonalLinks.NameMissing").On("Name")
        : null;

    /// <summary>Everything that is missing or too long.</summary>
    internal static List<Refusal> Check(string name, string reason, bool reasonNeeded)
    {
        var refusals = new List<Refusal>();
        if (name.Length is 0 or > Lengths.Name)
        {
            refusals.Add((name.Length == 0 ? Refusal.Invalid("PersonalLinks.NameMissing") : Refusal.Invalid("Common.TooLong", "Name", Lengths.Name)).On("Name"));
        }

        if (reason.Length > Lengths.Text || (reasonNeeded && reason.Length == 0))
        {
            refusals.Add((reason.Length == 0 ? Refusal.Invalid("PersonalLinks.ReasonMissing") : Refusal.Invalid("Common.TooLong", "Reason", Lengths.Text)).On("Reason"));
        }

        return refusals;
    }
}
