using System.Text.RegularExpressions;

namespace Portal.Business.Helpdesk.Incoming;

/// <summary>Divides a reply into what was written and what it quotes below. Answers that stand between the quoted lines stay together with them.</summary>
internal static partial class QuotedText
{
    private const int MostHeadLines = 3;

    public static (string Text, string Quoted) Split(string text)
    {
        var lines = text.Split('\n');
        var lastNew = Array.FindLastIndex(lines, l => l.Length > 0 && !l.StartsWith('>'));
        for (var i = 0; i < lines.Length; i++)
        {
            var head = HeadOf(lines, i);
            if (head == 0 && !lines[i].StartsWith('>') && !Outlook(lines, i))
            {
                continue;
            }

            // Under "… wrote:" or a line of ">", what follows counts as quoted only if nothing new stands below.
            if (!Outlook(lines, i) && lastNew >= i + head)
            {
                continue;
            }

            var written = string.Join('\n', lines.Take(i)).Trim();
            return written.Length == 0 ? (text.Trim(), "") : (written, string.Join('\n', lines.Skip(i)).Trim());
        }

        return (text.Trim(), "");
    }

    /// <summary>How many lines "On Monday … wrote:" takes; programs break it.</summary>
    private static int HeadOf(string[] lines, int i)
    {
        if (!Begin().IsMatch(lines[i]))
        {
            return 0;
        }

        for (var taken = 1; taken <= MostHeadLines && i + taken <= lines.Length; taken++)
        {
            if (End().IsMatch(lines[i + taken - 1]))
            {
                return taken;
            }
        }

        return 0;
    }

    /// <summary>A rule or "Original message", or "From:" with "Sent:" close below: all that follows is the earlier mail.</summary>
    private static bool Outlook(string[] lines, int i) =>
        Original().IsMatch(lines[i]) || (From().IsMatch(lines[i]) && lines.Skip(i + 1).Take(4).Count(l => Further().IsMatch(l)) >= 2);

    [GeneratedRegex(@"^\s*(On|Le|El|Am)\s.{6,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Begin();

    [GeneratedRegex(@"(wrote|a écrit|escribió|schrieb.*)\s*:\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 500)]
    private static partial Regex End();

    [GeneratedRegex(@"^\s*-{2,}\s*(Original Message|Message d['’]origine|Message original|Message transféré|Forwarded message)\s*-{2,}\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Original();

    [GeneratedRegex(@"^\s*\*?(From|De)\s?\*?\s?:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"^\s*\*?(Sent|Date|To|Subject|Cc|Envoyé|À|A|Objet)\s?\*?\s?:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Further();
}
