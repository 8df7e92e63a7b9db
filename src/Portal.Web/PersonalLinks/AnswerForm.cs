using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.PersonalLinks;

namespace Portal.Web.PersonalLinks;

/// <summary>What the client typed and drew, as the form of a public page posts it.</summary>
/// <param name="Document">The hash of the document that the page showed.</param>
/// <param name="Action">The button: approve, refuse … Its field is not called "action": that would hide the address of the form from scripts.</param>
public record AnswerForm(string Name, string Reason, string Signature, string Document, string Action)
{
    /// <summary>No link has a longer secret.</summary>
    public const int LongestSecret = 200;

    private const string Now = "1";

    /// <summary>Null where nothing was posted.</summary>
    public static AnswerForm? Of(HttpRequest request) => IsPosted(request) ? Read(request.Form) : null;

    /// <summary>With what is known of the connection; refused where the signature can't be read.</summary>
    public Result<GivenAnswer> Give(HttpContext context)
    {
        var (address, browser) = (context.Connection.RemoteIpAddress?.ToString() ?? "", context.Request.Headers.UserAgent.ToString());
        return DrawnSignature.Read(Signature).TryGet(out var drawn, out var unreadable)
            ? new GivenAnswer(Name, Reason, drawn.File, address, browser, Document)
            : unreadable;
    }

    /// <summary>The page's address after an answer: shows how it stands, in the language it was read in.</summary>
    /// <param name="now">By this click, not by somebody before.</param>
    public static string After(string page, bool now) => $"{page}?answered={(now ? Now : "before")}&language={CultureInfo.CurrentUICulture.Name}";

    public static bool IsNow(string? answered) => answered == Now;

    /// <summary>Nobody indexes the page, keeps it, or learns its address from a link on it.</summary>
    public static void KeepPrivate(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }

    /// <summary>Nothing to show here (any more), in the page's own words. A 404 would be drawn by the general error page instead.</summary>
    public static void Gone(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status410Gone;
        if (context.Features.Get<IStatusCodePagesFeature>() is { } general)
        {
            general.Enabled = false;
        }
    }

    protected static bool IsPosted(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.HasFormContentType;

    protected static AnswerForm Read(IFormCollection form) => new(
        form["name"].ToString(), form["reason"].ToString(), form["signature"].ToString(), form["document"].ToString(), form["answer"].ToString());
}
