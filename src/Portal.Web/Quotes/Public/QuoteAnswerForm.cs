using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;

namespace Portal.Web.Quotes.Public;

/// <summary>What the client ticked, chose, typed and drew, as the form posts it.</summary>
/// <param name="Document">The hash of the document that the page showed.</param>
/// <param name="Action">The button: approve, refuse or recalculate. Its field is not called "action": that would hide the address of the form from scripts.</param>
public sealed record QuoteAnswerForm(IReadOnlyList<long> Options, long? ScheduleId, string Name, string Reason, string Signature, string Document, string Action)
{
    /// <summary>Null where nothing was posted.</summary>
    public static QuoteAnswerForm? Of(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
        {
            return null;
        }

        var form = request.Form;
        return new QuoteAnswerForm(
            [.. form["options"].Select(Number).OfType<long>()], Number(form["schedule"]), form["name"].ToString(), form["reason"].ToString(),
            form["signature"].ToString(), form["document"].ToString(), form["answer"].ToString());
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The page's address after an answer: shows how it stands, in the language it was read in.</summary>
    public static string After(string page) => $"{page}?answered=1&language={CultureInfo.CurrentUICulture.Name}";

    /// <summary>Nothing to show here (any more), in the page's own words. A 404 would be drawn by the general error page instead.</summary>
    public static void Gone(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status410Gone;
        if (context.Features.Get<IStatusCodePagesFeature>() is { } general)
        {
            general.Enabled = false;
        }
    }
}
