using System.Globalization;
using System.Text;

namespace Portal.Business.Interventions.Planning;

/// <summary>A visit as a calendar program takes it.</summary>
/// <param name="Uid">The same for as long as the visit exists.</param>
/// <param name="Sequence">Rises with every change.</param>
/// <param name="Stamp">UTC: when this was written.</param>
public sealed record CalendarVisit(
    string Uid, int Sequence, DateTime Stamp, DateTime StartsAt, DateTime EndsAt, VisitStatus Status, string Summary, string Place, string Description, string Link = "");

/// <summary>
/// Writes iCalendar (RFC 5545): lines end in CR LF and are folded at 75 octets without cutting a character, texts are escaped, times are
/// UTC, so that every program shows them on the wall clock of whoever looks, also over the change of clocks.
/// </summary>
public static class VisitCalendar
{
    public const string ContentType = "text/calendar; charset=utf-8";
    private const int LongestLine = 75;

    /// <summary>RFC 6047: a mail says the method beside the type too.</summary>
    public static string MailType(bool cancel) => $"{ContentType}; method={Method(cancel)}";

    /// <summary>A feed or a notice that is only read: PUBLISH; CANCEL takes back a visit that a notice told of.</summary>
    /// <param name="organizer">Name and address of the company; a method needs one in each event.</param>
    public static byte[] Write(string name, (string Name, string Email) organizer, IEnumerable<CalendarVisit> visits, bool cancel = false)
    {
        var text = new StringBuilder();
        void Line(string line) => Fold(text, line);

        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//Portal//Planning//EN");
        Line("CALSCALE:GREGORIAN");
        Line("METHOD:" + Method(cancel));
        Line("X-WR-CALNAME:" + Escape(name));
        Line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        Line("X-PUBLISHED-TTL:PT1H");
        foreach (var visit in visits)
        {
            Line("BEGIN:VEVENT");
            Line("UID:" + visit.Uid);
            Line("DTSTAMP:" + Utc(visit.Stamp));
            Line("DTSTART:" + Utc(visit.StartsAt));
            Line("DTEND:" + Utc(visit.EndsAt));
            Line("SEQUENCE:" + visit.Sequence.ToString(CultureInfo.InvariantCulture));
            Line("STATUS:" + Status(visit.Status));
            Line("SUMMARY:" + Escape(visit.Summary));
            Optional("LOCATION:", visit.Place);
            Optional("DESCRIPTION:", visit.Description);
            if (visit.Link.Length > 0)
            {
                Line("URL:" + visit.Link);
            }

            if (organizer.Email.Length > 0)
            {
                Line($"ORGANIZER;CN={Parameter(organizer.Name)}:mailto:{organizer.Email}");
            }

            Line("TRANSP:" + (visit.Status is VisitStatus.Cancelled or VisitStatus.Postponed ? "TRANSPARENT" : "OPAQUE"));
            Line("END:VEVENT");
        }

        Line("END:VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());

        void Optional(string property, string value)
        {
            if (value.Length > 0)
            {
                Line(property + Escape(value));
            }
        }
    }

    /// <summary>Section 3.3.11: backslash, semicolon, comma and line break; other control characters are left out.</summary>
    public static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value.ReplaceLineEndings("\n"))
        {
            _ = c switch
            {
                '\\' or ';' or ',' => text.Append('\\').Append(c),
                '\n' => text.Append("\\n"),
                _ when char.IsControl(c) && c != '\t' => text,
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }

    /// <summary>Section 3.2: a quoted parameter value holds neither quotes nor control characters.</summary>
    private static string Parameter(string value) => "\"" + string.Concat(value.Where(c => c != '"' && !char.IsControl(c))) + "\"";

    /// <summary>Section 3.1: no line is longer than 75 octets; what follows begins with a space.</summary>
    private static void Fold(StringBuilder text, string line)
    {
        var room = LongestLine;
        foreach (var rune in line.EnumerateRunes())
        {
            if (rune.Utf8SequenceLength > room)
            {
                text.Append("\r\n ");
                room = LongestLine - 1;
            }

            text.Append(rune);
            room -= rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    private static string Method(bool cancel) => cancel ? "CANCEL" : "PUBLISH";

    private static string Status(VisitStatus status) => status switch
    {
        VisitStatus.Draft => "TENTATIVE",
        VisitStatus.Cancelled or VisitStatus.Postponed => "CANCELLED",
        _ => "CONFIRMED",
    };

    private static string Utc(DateTime at) => at.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
