using System.Globalization;
using System.Text;

namespace Portal.Business.Tests.Interventions.Planning;

/// <summary>Reads iCalendar as strictly as RFC 5545 writes it; whatever is not allowed fails the test.</summary>
internal static class CalendarReader
{
    public sealed record Event(IReadOnlyDictionary<string, string> Properties)
    {
        public string this[string name] => Properties[name];

        public DateTime At(string name) => DateTime.ParseExact(this[name], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
    }

    public static (IReadOnlyDictionary<string, string> Head, IReadOnlyList<Event> Events) Read(byte[] file)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\r', text.Replace("\r\n", "", StringComparison.Ordinal));
        var lines = text[..^2].Split("\r\n");
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, 75));
        var unfolded = new List<string>();
        foreach (var line in lines)
        {
            if (line[0] is ' ' or '\t')
            {
                unfolded[^1] += line[1..];
            }
            else
            {
                unfolded.Add(line);
            }
        }

        Assert.Equal("BEGIN:VCALENDAR", unfolded[0]);
        Assert.Equal("END:VCALENDAR", unfolded[^1]);
        var head = new Dictionary<string, string>(StringComparer.Ordinal);
        var events = new List<Event>();
        Dictionary<string, string>? inside = null;
        foreach (var line in unfolded.Skip(1).SkipLast(1))
        {
            var (name, value) = Split(line);
            switch (name)
            {
                case "BEGIN":
                    Assert.Equal("VEVENT", value);
                    Assert.Null(inside);
                    inside = new(StringComparer.Ordinal);
                    break;
                case "END":
                    Assert.Equal("VEVENT", value);
                    events.Add(Check(inside!));
                    inside = null;
                    break;
                default:
                    Assert.True((inside ?? head).TryAdd(name, value), $"{name} stands twice.");
                    break;
            }
        }

        Assert.Null(inside);
        Assert.Equal("2.0", head["VERSION"]);
        Assert.NotEmpty(head["PRODID"]);
        return (head, events);
    }

    /// <summary>Name without parameters, and the value with its escapes undone where it is a text.</summary>
    private static (string Name, string Value) Split(string line)
    {
        var quoted = false;
        var colon = -1;
        for (var i = 0; i < line.Length && colon < 0; i++)
        {
            quoted ^= line[i] == '"';
            colon = line[i] == ':' && !quoted ? i : -1;
        }

        Assert.True(colon > 0, line);
        var name = line[..colon].Split(';')[0];
        Assert.Matches("^[A-Z-]+$", name);
        var value = line[(colon + 1)..];
        return (name, name is "SUMMARY" or "DESCRIPTION" or "LOCATION" or "X-WR-CALNAME" ? Text(value) : value);
    }

    private static string Text(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            Assert.False(value[i] is ';' or ',' || char.IsControl(value[i]), $"{value[i]} stands unescaped in {value}");
            if (value[i] == '\\')
            {
                i++;
                Assert.Contains(value[i], "\\;,nN");
                text.Append(value[i] is 'n' or 'N' ? '\n' : value[i]);
            }
            else
            {
                text.Append(value[i]);
            }
        }

        return text.ToString();
    }

    private static Event Check(Dictionary<string, string> properties)
    {
        foreach (var needed in new[] { "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "ORGANIZER" })
        {
            Assert.True(properties.ContainsKey(needed), $"{needed} is missing.");
        }

        var read = new Event(properties);
        Assert.True(read.At("DTEND") > read.At("DTSTART"));
        Assert.NotEqual(default, read.At("DTSTAMP"));
        Assert.Contains(read["STATUS"], new[] { "TENTATIVE", "CONFIRMED", "CANCELLED" });
        Assert.True(int.Parse(read["SEQUENCE"], CultureInfo.InvariantCulture) >= 0);
        Assert.StartsWith("mailto:", read["ORGANIZER"], StringComparison.Ordinal);
        return read;
    }
}
