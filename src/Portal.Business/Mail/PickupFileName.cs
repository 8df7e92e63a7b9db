namespace Portal.Business.Mail;

internal static class PickupFileName
{
    /// <summary>The part of a Message-ID before the @, which is made of hexadecimal digits and dots.</summary>
    public static string Of(string messageId) => messageId[..messageId.IndexOf('@', StringComparison.Ordinal)] + ".eml";
}
