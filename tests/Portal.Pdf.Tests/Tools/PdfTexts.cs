using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Pdf.Tests.Tools;

/// <summary>A string as it stands on a page: where it begins, in points from the bottom left.</summary>
internal sealed record PlacedText(string Text, double X, double Y, double Size);

/// <summary>Reads the strings of a page through the fonts' ToUnicode maps.</summary>
internal static class PdfTexts
{
    public static List<PlacedText> TextsOf(this PdfReader reader, int page)
    {
        string[] pages = [.. Regex.Matches(reader.Follow(reader.Catalog, "Pages"), "(\\d+) 0 R ").Select(m => reader.Objects[int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)])];
        string content = reader.ContentOf(pages[page]);
        string resources = reader.Follow(pages[page], "Resources");
        Dictionary<string, Dictionary<int, string>> fonts = Regex.Matches(resources, "/(F\\d) (\\d+) 0 R")
            .ToDictionary(m => m.Groups[1].Value, m => Characters(reader, int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)));
        return Read(content, fonts);
    }

    /// <summary>The strings of a page as lines: those at the same height, in the order in which they are drawn.</summary>
    public static List<string> LinesOf(this PdfReader reader, int page)
    {
        List<string> lines = [];
        double last = double.NaN;
        foreach (PlacedText text in reader.TextsOf(page))
        {
            if (text.Y == last)
            {
                lines[^1] += "|" + text.Text;
            }
            else
            {
                lines.Add(text.Text);
            }

            last = text.Y;
        }

        return lines;
    }

    private static Dictionary<int, string> Characters(PdfReader reader, int font)
    {
        string map = Encoding.ASCII.GetString(reader.StreamOf(PdfReader.Reference(reader.Objects[font], "ToUnicode")));
        return Regex.Matches(map, "<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>\n").ToDictionary(
            m => Convert.ToInt32(m.Groups[1].Value, 16),
            m => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(m.Groups[2].Value)));
    }

    private static List<PlacedText> Read(string content, Dictionary<string, Dictionary<int, string>> fonts)
    {
        List<PlacedText> texts = [];
        List<string> operands = [];
        Dictionary<int, string> font = [];
        (double x, double y, double size) = (0, 0, 0);
        int at = 0;
        while (at < content.Length)
        {
            if (content[at] == '(')
            {
                operands.Add(StringAt(content, ref at));
                continue;
            }

            int from = at;
            while (at < content.Length && !char.IsWhiteSpace(content[at]) && content[at] != '(')
            {
                at++;
            }

            if (at == from)
            {
                at++;
                continue;
            }

            string token = content[from..at];
            switch (token)
            {
                case "BT":
                    (x, y) = (0, 0);
                    break;
                case "Td":
                    x += double.Parse(operands[^2], CultureInfo.InvariantCulture);
                    y += double.Parse(operands[^1], CultureInfo.InvariantCulture);
                    break;
                case "Tf":
                    font = fonts[operands[^2][1..]];
                    size = double.Parse(operands[^1], CultureInfo.InvariantCulture);
                    break;
                case "Tj":
                    texts.Add(new PlacedText(Decoded(operands[^1], font), Math.Round(x, 2), Math.Round(y, 2), size));
                    break;
                default:
                    operands.Add(token);
                    break;
            }
        }

        return texts;
    }

    private static string StringAt(string content, ref int at)
    {
        StringBuilder bytes = new();
        for (at++; content[at] != ')'; at++)
        {
            bytes.Append(content[at] != '\\' ? content[at] : content[++at] == 'r' ? '\r' : content[at]);
        }

        at++;
        return bytes.ToString();
    }

    private static string Decoded(string bytes, Dictionary<int, string> font)
    {
        StringBuilder text = new();
        for (int i = 0; i < bytes.Length; i += 2)
        {
            text.Append(font[(bytes[i] << 8) | bytes[i + 1]]);
        }

        return text.ToString();
    }
}
