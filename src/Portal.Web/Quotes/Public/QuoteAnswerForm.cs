using System.Globalization;
using Portal.Web.PersonalLinks;

namespace Portal.Web.Quotes.Public;

/// <summary>What the client ticked and chose besides, as the form posts it. Its third button, "recalculate", only shows the totals.</summary>
public sealed record QuoteAnswerForm(IReadOnlyList<long> Options, long? ScheduleId, AnswerForm Answer) : AnswerForm(Answer)
{
    /// <summary>Null where nothing was posted.</summary>
    public static new QuoteAnswerForm? Of(HttpRequest request) => IsPosted(request)
        ? new QuoteAnswerForm([.. request.Form["options"].Select(Number).OfType<long>()], Number(request.Form["schedule"]), Read(request.Form))
        : null;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
